use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    id: i64,
}

fn main() {}
