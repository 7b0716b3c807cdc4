#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(ada: &Client1Foo) {
    let _ = Foo::of(Client2).delete(ada);
}

fn main() {}
