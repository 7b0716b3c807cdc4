//! The ways in which a field's type can be written.

#![allow(unused_braces, unused_parens)]

use std::net::IpAddr;

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

type Text = String;
type Maybe<X> = Option<X>;

trait Has {
    type Thing;
}

impl Has for () {
    type Thing = i32;
}

mod inner {
    #[derive(tenant::Value, Clone, Copy, Debug, PartialEq)]
    pub struct T(pub i64);
}

macro_rules! ty {
    () => {
        Option<i64>
    };
}

const LENGTH: usize = 2;

/// `T`, `__T` and `Set` are also what generated code could call its own types.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    alias: Text,
    generic_alias: Maybe<i64>,
    rooted: ::std::option::Option<::std::string::String>,
    relative: self::inner::T,
    absolute: crate::ui_pass::field_types::inner::T,
    parenthesized: (i64),
    projected: <() as Has>::Thing,
    nested_option: Option<Vec<inner::T>>,
    list: Vec<i16>,
    bytes: Vec<u8>,
    array: [i64; LENGTH],
    counted: [f32; { LENGTH + 1 }],
    addresses: Vec<IpAddr>,
    from_macro: ty!(),
    primitive: ::std::primitive::bool,
    document: Json<Vec<Option<String>>>,
    optional_document: Option<Json<inner_json::Settings>>,
    #[tenant(json)]
    plain_document: inner_json::Settings,
    #[tenant(json)]
    plain_optional_document: ::std::option::Option<inner_json::Settings>,
    #[tenant(json, default = "'[]'")]
    document_with_default: Vec<u64>,
    #[tenant(json, default = "'[]'")]
    optional_document_with_default: Option<Vec<u64>>,
    #[tenant(skip)]
    skipped: std::collections::HashMap<&'static str, fn(&str) -> usize>,
}

mod inner_json {
    #[derive(serde::Serialize, serde::Deserialize, Clone, Debug)]
    pub struct Settings {
        pub dark: bool,
    }
}

#[test]
fn each_is_the_type_that_it_names() {
    let ddl = Client::ddl(&Client1).expect("the tables do not clash");
    for column in [
        "\"alias\" text NOT NULL",
        "\"generic_alias\" bigint,",
        "\"rooted\" text,",
        "\"parenthesized\" bigint NOT NULL",
        "\"projected\" integer NOT NULL",
        "\"nested_option\" bigint[],",
        "\"list\" smallint[] NOT NULL",
        "\"bytes\" bytea NOT NULL",
        "\"counted\" real[] NOT NULL",
        "\"from_macro\" bigint,",
        "\"plain_document\" jsonb NOT NULL",
        "\"plain_optional_document\" jsonb,",
        "\"document_with_default\" jsonb DEFAULT ('[]') NOT NULL",
        "\"optional_document_with_default\" jsonb DEFAULT ('[]'),",
    ] {
        assert!(ddl.contains(column), "{column} in {ddl}");
    }
    let settings = inner_json::Settings { dark: true };
    assert!(settings.dark && inner::T(1).0 == 1);
    let _ = Client1Foo::filter(|foo| foo.relative.eq(foo.absolute));
}
