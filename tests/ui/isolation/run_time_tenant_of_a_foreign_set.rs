#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(vendor: Vendor) {
    let _ = Foo::of(vendor);
}

fn main() {}
