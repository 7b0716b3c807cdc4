#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SET search_path TO client1").of(Client1);
}

fn main() {}
