#[path = "../model.rs"]
mod model;

use model::Client;
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key, generated)]
    id: String,
}

fn main() {}
