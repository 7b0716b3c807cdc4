#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::filter(|foo| foo.email.eq(Some("ada@example.org")));
}

fn main() {}
