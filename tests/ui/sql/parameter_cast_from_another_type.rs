#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(word: &str) {
    let _ = sql!("SELECT {word}::bigint FROM {Foo}").of(Client1);
}

fn main() {}
