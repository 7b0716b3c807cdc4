#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::all().delete();
}

fn main() {}
