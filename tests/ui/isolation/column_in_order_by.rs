#[path = "../model.rs"]
mod model;

use model::*;

fn wrong() {
    let other = Foo::of(Client1).columns();
    let _ = Client2Foo::all().order_by(|_| other.name.asc());
}

fn main() {}
