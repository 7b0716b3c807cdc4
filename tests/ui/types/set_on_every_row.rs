#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::all().set(|foo| foo.admin.to(false));
}

fn main() {}
