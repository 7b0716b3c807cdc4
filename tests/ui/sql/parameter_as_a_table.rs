#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(table: &str) {
    let _ = sql!("SELECT 1 FROM {table}").of(Client1);
}

fn main() {}
