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
    #[tenant(default = 0)]
    count: i64,
}

fn main() {}
