#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong(row: &Scoped<Client, Foo>) {
    let _ = Client1Foo::update(row);
}

fn main() {}
