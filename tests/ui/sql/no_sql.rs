#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(
        "SELECT {foo.name}"
        "FROM {Foo} WERE {foo.id} = {7}"
    )
    .of(Client1);
}

fn main() {}
