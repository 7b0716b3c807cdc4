use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(shared = "common")]
    Client1,
}

fn main() {}
