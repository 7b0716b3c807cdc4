use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client, new(Clone))]
struct Foo {
    #[tenant(key, generated)]
    id: i64,
}

fn main() {}
