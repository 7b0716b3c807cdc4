use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(schema = "client\0")]
    Client1,
}

fn main() {}
