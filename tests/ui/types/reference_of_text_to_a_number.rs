#[path = "../model.rs"]
mod model;

use model::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Airport)]
    parent: i64,
}

fn main() {}
