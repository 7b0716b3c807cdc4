#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(ada: &Client1Foo) {
    let _ = Client2Foo::delete(ada);
}

fn main() {}
