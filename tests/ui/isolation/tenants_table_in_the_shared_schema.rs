#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Foo::of(Shared::<Client>::INSTANCE);
}

fn main() {}
