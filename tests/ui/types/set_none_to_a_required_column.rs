#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::find(7).set(|foo| foo.name.to(None));
}

fn main() {}
