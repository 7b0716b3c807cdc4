#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.id} FROM {Foo} JOIN {Bar} USING (id)").of(Client1);
}

fn main() {}
