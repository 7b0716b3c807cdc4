use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(shema = "one")]
    Client1,
}

fn main() {}
