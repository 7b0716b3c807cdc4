#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(name: Option<String>) {
    let _ = sql!("UPDATE {Foo} SET {foo.name} = {name}").of(Client1);
}

fn main() {}
