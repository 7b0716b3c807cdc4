#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(ada: Client1Login, bob: Client2Login) {
    let _ = ada == bob;
}

fn main() {}
