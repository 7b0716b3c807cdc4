#[path = "../model.rs"]
mod model;

use model::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Part)]
    parent: i64,
}

fn main() {}
