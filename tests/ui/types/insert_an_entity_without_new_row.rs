#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = Client1Login::insert(NewLogin {
        name: "ada".into(),
        day: 1,
    });
}

fn main() {}
