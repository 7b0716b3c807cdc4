use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
    #[tenant(schema = "client1")]
    Acme,
}

fn main() {}
