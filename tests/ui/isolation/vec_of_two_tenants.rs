#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(ada: Client1Foo, bob: Client2Foo) {
    let _ = vec![ada, bob];
}

fn main() {}
