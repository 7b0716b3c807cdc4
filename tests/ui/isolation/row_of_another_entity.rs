#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(bar: &Client1Bar) {
    let _ = Client1Foo::update(bar);
}

fn main() {}
