use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client<const N: usize> {
    Client1,
    Client2,
}

fn main() {}
