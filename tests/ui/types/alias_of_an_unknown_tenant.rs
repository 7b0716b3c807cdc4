#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client2Foo::find(7);
    let _ = Client3Foo::find(7);
}

fn main() {}
