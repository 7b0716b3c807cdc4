#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!(
        "SELECT {foo.name} FROM {Foo}"
        "WHERE EXISTS (SELECT 1 FROM bar WHERE bar.id = {foo.id})"
    )
    .of(Client1);
}

fn main() {}
