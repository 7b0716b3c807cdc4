#[path = "../model.rs"]
mod model;

use model::Client;
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(version)]
    version: String,
}

fn main() {}
