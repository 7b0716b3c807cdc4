#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(row: &Scoped<Client, Foo>) {
    let _ = Client1Foo::update(row);
}

fn main() {}
