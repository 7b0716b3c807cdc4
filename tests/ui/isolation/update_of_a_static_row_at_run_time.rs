#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong(client: Client, ada: &Client1Foo) {
    let _ = Foo::of(client).update(ada);
}

fn main() {}
