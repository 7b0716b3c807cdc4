#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::filter(|foo| foo.nme.eq("Ada"));
}

fn main() {}
