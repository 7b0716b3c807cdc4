#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Login::find("ada".to_owned());
}

fn main() {}
