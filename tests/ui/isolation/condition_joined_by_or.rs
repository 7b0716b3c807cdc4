#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let other = Foo::of(Client1).columns();
    let _ = Client2Foo::filter(|foo| foo.admin.eq(true).or(other.admin));
}

fn main() {}
