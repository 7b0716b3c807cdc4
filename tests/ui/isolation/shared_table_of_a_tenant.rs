#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Airport::of(Client1);
}

fn main() {}
