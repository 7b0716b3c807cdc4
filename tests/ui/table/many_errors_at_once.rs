use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(
    set = Client,
    tabel = "foos",
    shared,
    schema = "audit",
    unique(frst, cached),
    index(),
    check = "",
    rename_all = "snakecase",
    pluralize,
    table = "",
    new(derive(Clone))
)]
struct Foo {
    id: i64,
    first: String,
    #[tenant(column = "first")]
    last: String,
    #[tenant(skip)]
    cached: String,
}

fn used(row: &Client1Foo) -> i64 {
    Client1Foo::filter(|foo| foo.first.eq("Ada"));
    row.id
}

fn main() {}
