#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.name} FROM client1.{Foo}").of(Client1);
}

fn main() {}
