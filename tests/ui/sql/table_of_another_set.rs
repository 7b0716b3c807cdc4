#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(
        "SELECT {foo.id} FROM {Foo} AS foo"
        "JOIN {Part} AS part ON {part.id} = {foo.id}"
    )
    .of(Client1);
}

fn main() {}
