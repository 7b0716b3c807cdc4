use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant = "one"]
    Client1,
}

fn main() {}
