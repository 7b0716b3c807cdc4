use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared)]
enum Client {
    Client1,
}

fn main() {}
