//! `#[cfg]` on variants and fields: what is configured out has no tenant, column or parameter.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[cfg(any())]
    Removed,
    #[cfg(test)]
    Kept,
    #[cfg_attr(all(), tenant(schema = "renamed"))]
    Renamed,
    #[cfg(any())]
    #[tenant(shema = "a mistake that nobody sees")]
    RemovedToo,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
enum Status {
    Open,
    #[cfg(any())]
    Removed(i64),
}

#[derive(Entity, Debug)]
#[cfg_attr(all(), tenant(set = Client))]
#[cfg_attr(any(), tenant(set = Nowhere))]
struct Foo {
    #[cfg(any())]
    removed: std::time::Duration,
    #[cfg_attr(all(), tenant(key, generated))]
    id: i64,
    #[cfg(test)]
    kept: Status,
    #[cfg(any())]
    #[tenant(key)]
    removed_too: i64,
}

#[cfg(any())]
#[derive(Entity)]
struct Removed;

#[test]
fn what_is_left_counts() {
    assert_eq!(Client::SCHEMAS, ["kept", "renamed"]);
    let ddl = Client::ddl(&Kept).expect("the tables do not clash");
    assert!(
        ddl.contains("\"kept\" text") && !ddl.contains("removed"),
        "{ddl}"
    );
    let _ = KeptFoo::insert(NewFoo { kept: Status::Open });
    let _ = RenamedFoo::find(1);
}
