#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong(vendor: Vendor) {
    let _ = Foo::of(vendor);
}

fn main() {}
