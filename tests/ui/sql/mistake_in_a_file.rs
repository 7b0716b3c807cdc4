#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(file = "wrong.sql").of(Client1);
}

fn main() {}
