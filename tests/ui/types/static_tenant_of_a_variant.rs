#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    find::<Client::Client1>();
}

fn find<T: StaticTenant<Set = Client>>() {
    let _ = Foo::of(T::INSTANCE).find(7);
}

fn main() {}
