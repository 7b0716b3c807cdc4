#[path = "../model.rs"]
mod model;

use model::*;

#[derive(Entity)]
#[tenant(set = Client, schema = "audit")]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Foo)]
    parent: i64,
}

fn main() {}
