use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    id: i64,
    ein_feldname_in_dem_jeder_umlaut_zwei_bytes_zählt_äöüäöüäöüäöü: String,
}

fn main() {}
