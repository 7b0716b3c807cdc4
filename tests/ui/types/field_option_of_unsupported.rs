#[path = "../model.rs"]
mod model;

use std::time::Duration;

use model::Client;
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    value: Option<Duration>,
}

fn main() {}
