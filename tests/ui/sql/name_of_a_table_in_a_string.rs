#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.id}, nextval('foo_id_seq') FROM {Foo}").of(Client1);
}

fn main() {}
