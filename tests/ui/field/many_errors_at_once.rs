use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(ky, generated)]
    id: i64,
    #[tenant(colum = "", unique, unique)]
    name: String,
    #[tenant(generated, default = "0")]
    number: i64,
    #[tenant(references = Foo, on_delete = casade)]
    parent: i64,
    #[tenant(on_delete = cascade)]
    orphan: i64,
    #[tenant(skip, index)]
    cached: String,
    #[tenant(nullable)]
    xmin: String,
    #[tenant(default = 0)]
    count: i64,
}

fn used(row: &Client1Foo) -> i64 {
    let _ = NewFoo {
        name: String::new(),
        parent: 1,
        orphan: 2,
        xmin: String::new(),
        count: 0,
    };
    Client1Foo::find(1);
    row.id
}

fn main() {}
