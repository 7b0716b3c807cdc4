#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(
        "SELECT name, {foo.*} + 1"
        "FROM {Foo} JOIN client2.bar ON bar.id = {foo.id}"
        "WHERE {foo.id} > :least AND length({word}) = 1"
    )
    .of(Client1);
}

fn main() {}
