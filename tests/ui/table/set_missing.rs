use tenant::prelude::*;

#[derive(Entity)]
struct Foo {
    #[tenant(key)]
    id: i64,
}

fn main() {}
