#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(table: &str) {
    let _ = sql!(format!("SELECT name FROM {table}")).of(Client1);
}

fn main() {}
