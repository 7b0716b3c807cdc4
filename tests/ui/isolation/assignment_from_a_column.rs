#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let other = Foo::of(Client1).columns();
    let _ = Client2Foo::find(7).set(|foo| foo.name.to(other.name));
}

fn main() {}
