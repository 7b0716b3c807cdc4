#[path = "../model.rs"]
mod model;

use model::*;

fn rename<T: StaticTenant<Set = Client>>(_: T, _: &Scoped<T, Foo>) {}

fn wrong(ada: &Client1Foo) {
    rename(Client2, ada);
}

fn main() {}
