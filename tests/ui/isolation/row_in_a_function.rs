#[path = "../model.rs"]
mod model;

use model::*;

fn greet(_: &Client2Foo) {}

fn wrong(ada: &Client1Foo) {
    greet(ada);
}

fn main() {}
