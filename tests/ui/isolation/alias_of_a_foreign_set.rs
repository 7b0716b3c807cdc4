#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Scoped::<Vendor1, Foo>::find(7);
}

fn main() {}
