#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::all().limit(10).filter(|foo| foo.admin);
}

fn main() {}
