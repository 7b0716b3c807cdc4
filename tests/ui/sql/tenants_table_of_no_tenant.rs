#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.id} FROM {Foo} CROSS JOIN {Airport}").of(Shared::INSTANCE);
}

fn main() {}
