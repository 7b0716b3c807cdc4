//! Names of 63 bytes, the most that PostgreSQL keeps, with and without letters of two bytes.

use tenant::{MAX_NAME_BYTES, prelude::*};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    #[tenant(schema = "a23456789_123456789_123456789_123456789_123456789_123456789_123")]
    Ascii,
    #[tenant(schema = "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä")]
    Umlauts,
    A23456789b123456789c123456789d123456789e123456789f123456789g123,
}

#[derive(Entity, Debug)]
#[tenant(
    set = Client,
    table = "t23456789_123456789_123456789_123456789_123456789_123456789_123",
    index(c23456789_123456789_123456789_123456789_123456789_123456789_123, other),
    unique(c23456789_123456789_123456789_123456789_123456789_123456789_123)
)]
struct Foo {
    #[tenant(
        key,
        column = "k23456789_123456789_123456789_123456789_123456789_123456789_123"
    )]
    key: i64,
    c23456789_123456789_123456789_123456789_123456789_123456789_123: String,
    #[tenant(
        column = "o23456789_123456789_123456789_123456789_123456789_123456789_123",
        references = Foo,
        check = "true"
    )]
    other: i64,
}

#[test]
fn nothing_is_cut() {
    assert_eq!(Ascii::SCHEMA.len(), MAX_NAME_BYTES);
    assert_eq!(Umlauts::SCHEMA.len(), MAX_NAME_BYTES - 1);
    let ddl = Client::ddl(&Ascii).expect("the tables do not clash");
    for name in [
        "a23456789",
        "t23456789",
        "k23456789",
        "c23456789",
        "o23456789",
    ] {
        let name = format!("\"{name}_123456789_123456789_123456789_123456789_123456789_123\"");
        assert_eq!(name.len(), MAX_NAME_BYTES + 2);
        assert!(ddl.contains(&name), "{name} in {ddl}");
    }
    let longest = ddl.split('"').skip(1).step_by(2).map(str::len).max();
    assert_eq!(
        longest,
        Some(MAX_NAME_BYTES),
        "derived names fit as well: {ddl}"
    );
}

#[test]
fn handles_are_used() {
    let _ = AsciiFoo::find(1);
    let _ = UmlautsFoo::find(1);
    let _ = A23456789b123456789c123456789d123456789e123456789f123456789g123Foo::find(1);
}
