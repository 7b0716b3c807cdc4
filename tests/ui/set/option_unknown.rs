use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(database = "crm")]
enum Client {
    Client1,
}

fn main() {}
