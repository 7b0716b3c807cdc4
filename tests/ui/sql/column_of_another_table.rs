#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("SELECT {foo.name} FROM {Foo} AS foo JOIN {Bar} AS bar ON {bar.admin}").of(Client1);
}

fn main() {}
