#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(client: Client) {
    let other = Foo::of(client).columns();
    let _ = Client1Foo::filter(|foo| foo.name.eq(other.name));
}

fn main() {}
