#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Scoped::<Client1, String>::all();
}

fn main() {}
