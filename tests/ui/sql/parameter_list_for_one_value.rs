#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(ids: Vec<i64>) {
    let _ = sql!("SELECT {foo.name} FROM {Foo} WHERE {foo.id} IN ({ids})").of(Client1);
}

fn main() {}
