#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Airport::of(Client1);
}

fn main() {}
