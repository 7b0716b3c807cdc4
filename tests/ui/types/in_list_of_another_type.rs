#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::filter(|foo| foo.id.in_list(["7", "8"]));
}

fn main() {}
