#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("TRUNCATE {Foo}").of(Client1);
}

fn main() {}
