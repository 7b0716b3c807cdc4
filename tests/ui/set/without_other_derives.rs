use tenant::prelude::*;

#[derive(TenantSet)]
enum Client {
    Client1,
}

fn main() {}
