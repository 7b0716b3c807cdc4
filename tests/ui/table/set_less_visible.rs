use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client)]
pub struct Foo {
    #[tenant(key)]
    pub id: i64,
}

fn main() {}
