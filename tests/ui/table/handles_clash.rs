use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    North,
    NorthEast,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct EastOrder {
    #[tenant(key)]
    id: i64,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Order {
    #[tenant(key)]
    id: i64,
}

fn main() {}
