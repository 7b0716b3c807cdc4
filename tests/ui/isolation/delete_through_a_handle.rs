#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong(ada: &Client1Foo) {
    let _ = Foo::of(Client2).delete(ada);
}

fn main() {}
