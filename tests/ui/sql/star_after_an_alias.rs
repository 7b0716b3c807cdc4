#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT foo.* FROM {Foo}").of(Client1);
}

fn main() {}
