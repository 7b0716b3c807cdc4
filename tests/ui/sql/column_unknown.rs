#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(
        "SELECT {foo.id}"
        "FROM {Foo} AS foo"
        "WHERE {foo.nam} = {7}"
    )
    .of(Client1);
}

fn main() {}
