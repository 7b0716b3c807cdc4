#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("DELETE FROM {Foo}; DELETE FROM {Bar}").of(Client1);
}

fn main() {}
