#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT name FROM client1.foo").of(Client1);
}

fn main() {}
