#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Foo::of("client1");
}

fn main() {}
