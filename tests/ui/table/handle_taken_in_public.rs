use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client)]
pub struct Foo {
    #[tenant(key)]
    id: i64,
}

pub struct Client1Foo;

fn main() {}
