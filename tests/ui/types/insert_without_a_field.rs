#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::insert(NewFoo {
        name: "Ada".into(),
        email: None,
    });
}

fn main() {}
