#[path = "../model.rs"]
mod model;

use model::*;

fn wrong<T: StaticTenant>() {
    let _ = Foo::of(T::INSTANCE).find(7);
}

fn main() {}
