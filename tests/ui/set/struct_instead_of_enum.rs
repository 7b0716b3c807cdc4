use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
struct Client {
    id: i64,
}

fn main() {}
