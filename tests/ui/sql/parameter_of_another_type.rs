#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(name: &str) {
    let _ = sql!(
        "SELECT {foo.name} FROM {Foo}"
        "WHERE {foo.id} = {name}"
    )
    .of(Client1);
}

fn main() {}
