use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    id: i64,
    #[tenant(json, references = Foo)]
    settings: Vec<i64>,
}

fn main() {}
