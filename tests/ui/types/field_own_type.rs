#[path = "../model.rs"]
mod model;

use model::Client;
use tenant::prelude::*;

struct Colour(i32);

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    colour: Colour,
}

fn main() {}
