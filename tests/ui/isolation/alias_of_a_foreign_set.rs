#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Scoped::<Vendor1, Foo>::find(7);
}

fn main() {}
