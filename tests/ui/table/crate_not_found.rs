use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client, crate = "database")]
struct Foo {
    #[tenant(key)]
    id: i64,
}

fn main() {}
