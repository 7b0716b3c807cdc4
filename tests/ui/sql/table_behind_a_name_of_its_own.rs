#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let _ = sql!("WITH foo AS (SELECT * FROM foo) SELECT foo.id, {bar.id} FROM foo CROSS JOIN {Bar}").of(Client1);
}

fn main() {}
