#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(word: &str) {
    let _ = sql!("SELECT {foo.name} FROM {Foo} WHERE length({word}) > 3").of(Client1);
}

fn main() {}
