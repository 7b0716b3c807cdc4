#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Foo::of("client1");
}

fn main() {}
