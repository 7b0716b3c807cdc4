#[path = "../model.rs"]
mod model;

use model::Client;
use tenant::prelude::*;

#[derive(Value, Debug)]
#[tenant(rename_all = "kebabcase", sort)]
enum Status {
    Open,
    #[tenant(renam = "open")]
    Closed,
    #[tenant(rename = "a", rename = "b")]
    Waiting,
    Moved(i64),
}

#[derive(Value, Debug)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Baz {
    #[tenant(key)]
    id: i64,
    status: Status,
    at: Point,
}

fn main() {}
