#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT client1.score({foo.name}) FROM {Foo}").of(Client1);
}

fn main() {}
