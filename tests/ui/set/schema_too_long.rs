use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(schema = "a_schema_name_that_goes_on_and_on_and_on_until_postgresql_cuts_it_off")]
    Client1,
}

fn main() {}
