#[path = "../model.rs"]
mod model;

use model::*;

fn find<T: StaticTenant<Set = Client>>() {
    let _ = Foo::of(T::INSTANCE).find(7);
}

fn wrong() {
    find::<Client>();
}

fn main() {}
