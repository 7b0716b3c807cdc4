#[path = "../model.rs"]
mod model;

use model::{Client, Vendor};
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Vendor, schema = "audit")]
struct Entry {
    #[tenant(key)]
    id: i64,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Entry)]
    entry: i64,
}

fn main() {}
