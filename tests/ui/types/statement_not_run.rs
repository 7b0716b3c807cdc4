#![deny(unused_must_use)]

#[path = "../model.rs"]
mod model;

use model::*;

fn main() {
    Client1Foo::find(7);
}
