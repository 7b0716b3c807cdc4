#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(id: i64) {
    let _ = sql!("SELECT {foo.name} FROM {Foo} WHERE {foo.id} = {}", id).of(Client1);
}

fn main() {}
