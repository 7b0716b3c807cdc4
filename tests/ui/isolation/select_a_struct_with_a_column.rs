#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Summary {
    id: i64,
    name: String,
}

fn wrong(other: BarColumns<Client2>) {
    let _ = Client1Foo::all().select(|foo| SelectSummary { id: foo.id, name: other.name });
}

fn main() {}
