use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "pg_catalog")]
enum Client {
    Client1,
}

fn main() {}
