use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client, unique(first, lst))]
struct Foo {
    #[tenant(key)]
    id: i64,
    first: String,
    #[tenant(column = "surname")]
    last: String,
    #[tenant(skip)]
    cached: String,
}

fn main() {}
