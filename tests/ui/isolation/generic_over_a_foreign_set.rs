#[path = "../model.rs"]
mod model;

use model::*;

fn wrong<T: StaticTenant<Set = Vendor>>() {
    let _ = Foo::of(T::INSTANCE).find(7);
}

fn main() {}
