#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.name} FROM {Foo} WHERE {foo.id} = {}").of(Client1);
}

fn main() {}
