use tenant::prelude::*;

#[derive(TenantSet, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

fn main() {}
