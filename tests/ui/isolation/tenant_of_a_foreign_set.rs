#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Foo::of(Vendor1);
}

fn main() {}
