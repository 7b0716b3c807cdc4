//! Lints that users deny, over items of which each is used. What rustc asks of public items is
//! in `tests/crates/lints`.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    let_underscore,
    nonstandard_style,
    unused,
    rust_2018_idioms,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_unsafe_on_extern,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unreachable_pub,
    unsafe_op_in_unsafe_fn,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    variant_size_differences
)]

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    Client1,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
pub(crate) enum Status {
    Open,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cents(i64);

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client, shared)]
pub(crate) struct Country {
    #[tenant(key)]
    code: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client, new(derive(Clone, Debug)))]
pub(crate) struct Foo {
    #[tenant(key, generated)]
    id: i64,
    status: Status,
    price: Cents,
    #[tenant(json)]
    settings: Vec<String>,
    #[tenant(references = Country)]
    country: Option<String>,
}

/// Selected by nobody.
#[derive(FromRow, Clone, Debug)]
pub(crate) struct Summary<T: Tenant> {
    foo: Scoped<T, Foo>,
    days: i64,
}

/// The columns that nothing here filters by are not "never read".
#[test]
fn everything_is_used() {
    let new = NewFoo {
        status: Status::Open,
        price: Cents(7),
        settings: vec![],
        country: None,
    };
    let insert = Client1Foo::insert(new.clone());
    let foo = Scoped::new(
        Client1,
        Foo {
            id: 1,
            status: new.status,
            price: new.price,
            settings: new.settings,
            country: new.country,
        },
    );
    let update = Client1Foo::update(&foo);
    let summary = Summary {
        foo: foo.clone(),
        days: 7,
    };
    assert!(summary.foo.id == 1 && summary.days == 7);
    let country = Country {
        code: "de".to_owned(),
    };
    let queries = format!("{insert:?} {update:?} {:?} {}", foo.country, country.code);
    assert!(queries.contains("Client1") && foo.id == 1 && foo.settings.is_empty());
    assert_eq!((foo.status, foo.price.0), (Status::Open, 7));
}
