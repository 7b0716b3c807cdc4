#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Foo::filter(|foo| foo.admin).skip_locked();
    let _ = Client1Foo::filter(|foo| foo.admin).for_update().limit(1).no_wait();
}

fn main() {}
