#[path = "../model.rs"]
mod model;

use model::Client;
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    count: u32,
    size: u32,
    took: std::time::Duration,
}

fn main() {}
