#[path = "../model.rs"]
mod model;

use model::{Client, Foo};
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    #[tenant(references = Foo, on_delete = set_default)]
    foo: i64,
}

fn main() {}
