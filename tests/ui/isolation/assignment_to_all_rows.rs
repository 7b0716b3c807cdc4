#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let other = Foo::of(Client1).columns();
    let _ = Client2Foo::update_all(|_| other.name.to("Ada"));
}

fn main() {}
