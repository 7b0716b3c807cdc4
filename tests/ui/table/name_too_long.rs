use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client, table = "a_table_name_that_goes_on_and_on_and_on_and_on_until_postgresql_cuts_it_off")]
struct Foo {
    #[tenant(key)]
    id: i64,
}

fn main() {}
