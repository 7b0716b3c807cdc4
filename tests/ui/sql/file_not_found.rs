#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(file = "no_such.sql").of(Client1);
}

fn main() {}
