#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::insert(NewBar { name: "Ada".into() });
}

fn main() {}
