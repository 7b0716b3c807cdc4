#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Event::of(Client1);
}

fn main() {}
