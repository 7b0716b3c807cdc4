use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    HTTPClient,
    HttpClient,
}

fn main() {}
