#[path = "../model.rs"]
mod model;

use std::collections::HashMap;

use model::Client;
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    value: HashMap<String, String>,
}

fn main() {}
