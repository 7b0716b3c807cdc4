//! A module without the prelude, and without any import of this library.

#![no_implicit_prelude]

#[derive(
    ::tenant::TenantSet,
    ::std::clone::Clone,
    ::std::marker::Copy,
    ::std::fmt::Debug,
    ::std::cmp::PartialEq,
    ::std::cmp::Eq,
)]
#[tenant(shared = "common")]
enum Client {
    Client1,
    Client2,
}

#[derive(::tenant::Value, ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
enum Status {
    Open,
    Closed,
}

#[derive(::tenant::Value, ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
struct Cents {
    cents: i64,
}

#[derive(::tenant::Entity, ::std::fmt::Debug)]
#[tenant(set = Client, shared)]
struct Country {
    #[tenant(key)]
    code: ::std::string::String,
}

#[derive(::tenant::Entity, ::std::fmt::Debug)]
#[tenant(set = Client, schema = "audit")]
struct Event {
    #[tenant(key, generated)]
    id: i64,
}

#[derive(::tenant::Entity, ::std::fmt::Debug)]
#[tenant(set = Client, new(derive(::std::fmt::Debug)), unique(name, number), index(name))]
struct Foo {
    #[tenant(key, generated)]
    id: i64,
    #[tenant(key)]
    number: i32,
    name: ::std::option::Option<::std::string::String>,
    #[tenant(default = "'open'", check = "true")]
    status: Status,
    price: Cents,
    #[tenant(json)]
    settings: ::std::vec::Vec<::std::string::String>,
    #[tenant(json, default = "'null'")]
    more: ::std::option::Option<bool>,
    #[tenant(references = Country, on_delete = set_null)]
    country: ::std::option::Option<::std::string::String>,
    #[tenant(skip)]
    skipped: i32,
}

#[derive(::tenant::FromRow)]
struct Summary<T: ::tenant::Tenant> {
    foo: ::tenant::Scoped<T, Foo>,
    name: ::std::option::Option<::std::string::String>,
}

#[::std::prelude::v1::test]
fn it_is_used() {
    let new = NewFoo {
        number: 1,
        name: ::std::option::Option::None,
        status: ::std::option::Option::Some(Status::Closed),
        price: Cents { cents: 1 },
        settings: ::std::vec::Vec::new(),
        more: ::std::option::Option::None,
        country: ::std::option::Option::None,
    };
    let _ = Client1Foo::insert(new);
    let _ = Client2Foo::filter(|foo| ::tenant::expr::Comparison::eq(foo.status, Status::Open));
    let _ = Client1Foo::all().select(|foo| SelectSummary {
        name: foo.name,
        foo,
    });
    let ddl = <Client as ::tenant::TenantSet>::ddl(&Client2);
    ::std::assert!(ddl.is_ok_and(|ddl| ddl.contains("\"client2\".\"foo\"")));
}
