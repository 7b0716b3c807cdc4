#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::insert(Foo {
        id: 7,
        name: "Ada".into(),
        email: None,
        admin: true,
    });
}

fn main() {}
