#[path = "../model.rs"]
mod model;

use model::*;

fn wrong(email: Option<&str>) {
    let _ = sql!("SELECT {foo.name} FROM {Foo} WHERE {foo.email} = {email}").of(Client1);
}

fn main() {}
