#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(foo: &Foo) {
    let _ = Client1Foo::update(foo);
}

fn main() {}
