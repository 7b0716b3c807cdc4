#[path = "../model.rs"]
mod model;

use model::*;
use tenant::prelude::*;

fn wrong() {
    let _ = Scoped::<Client1, String>::all();
}

fn main() {}
