use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shred = "public", database = "crm")]
enum Client {
    Client1,
    #[tenant(schema = "client1")]
    Acme,
    #[tenant(schema = "")]
    Empty,
    #[tenant(shema = "pg_toast")]
    Reserved,
    Full(u8),
    Public,
    Client,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    id: i64,
}

fn used(row: &Client1Foo) -> i64 {
    AcmeFoo::find(1);
    row.id
}

fn main() {}
