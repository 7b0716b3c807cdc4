#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(foo: &Foo) {
    let _ = sql!(
        "UPDATE {Foo} SET {foo.name} = {foo.name}"
        "WHERE {foo.id} = {foo.id}"
    )
    .of(Client1);
}

fn main() {}
