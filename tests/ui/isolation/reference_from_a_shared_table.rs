#[path = "../model.rs"]
mod model;

use model::*;

#[derive(Entity)]
#[tenant(set = Client, shared)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Foo)]
    parent: i64,
}

fn main() {}
