use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(schema = "one")]
enum Client {
    Client1,
}

fn main() {}
