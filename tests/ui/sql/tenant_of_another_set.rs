#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.id} FROM {Foo}").of(Vendor1);
}

fn main() {}
