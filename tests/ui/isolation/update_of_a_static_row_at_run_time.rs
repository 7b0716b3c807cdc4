#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(client: Client, ada: &Client1Foo) {
    let _ = Foo::of(client).update(ada);
}

fn main() {}
