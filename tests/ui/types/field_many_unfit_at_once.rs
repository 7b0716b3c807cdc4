#[path = "../model.rs"]
mod model;

use model::{Client, Foo};
use tenant::prelude::*;

#[derive(Value, Clone, Debug)]
struct Label(String);

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key, generated)]
    id: Label,
    #[tenant(key)]
    part: Option<String>,
    #[tenant(references = Foo, on_delete = set_null)]
    foo: i64,
}

fn main() {}
