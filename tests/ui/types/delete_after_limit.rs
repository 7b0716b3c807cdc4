#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::filter(|foo| foo.admin).limit(10).delete();
}

fn main() {}
