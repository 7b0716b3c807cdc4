#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {missing.id} FROM {Missing} AS missing").of(Client1);
}

fn main() {}
