use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(schema = "pg_client1")]
    Client1,
}

fn main() {}
