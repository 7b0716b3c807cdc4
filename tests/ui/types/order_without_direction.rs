#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::all().order_by(|foo| foo.id);
}

fn main() {}
