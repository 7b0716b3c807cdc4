#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {x.id} FROM {Foo} AS x, {Bar} AS x").of(Client1);
}

fn main() {}
