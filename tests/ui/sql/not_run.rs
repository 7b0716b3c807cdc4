#![deny(unused_must_use)]

#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    sql!("DELETE FROM {Foo}");
    sql!("DELETE FROM {Foo}").of(Client1);
}


fn main() {}
