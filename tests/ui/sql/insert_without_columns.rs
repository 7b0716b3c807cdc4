#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(id: i64) {
    let _ = sql!("INSERT INTO {Bar} VALUES ({id}, {\"Ada\"})").of(Client1);
}

fn main() {}
