#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Event::of(Client1);
}

fn main() {}
