#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Foo::of(Shared::<Client>::INSTANCE);
}

fn main() {}
