//! Errors of tenant sets.

use expect_test::expect;
use quote::quote;

use super::check;
use crate::derive::derive_set;

#[test]
fn a_set_is_an_enum_of_names() {
    check(
        derive_set,
        quote! { pub struct Client; },
        &expect![[r#"
        `Client` is a unit struct; a tenant set is an enum
    "#]],
    );
    check(
        derive_set,
        quote! { pub struct Client(i32); },
        &expect![[r#"
            `Client` is a tuple struct; a tenant set is an enum
        "#]],
    );
    check(
        derive_set,
        quote! { pub union Client { a: i32 } },
        &expect![[r#"
            `Client` is a union; a tenant set is an enum
        "#]],
    );
    check(
        derive_set,
        quote! { pub enum Client {} },
        &expect![[r#"
        tenant set `Client` is empty; list its tenants
    "#]],
    );
    check(
        derive_set,
        quote! { pub enum Client<T> { One, Two(T), Three {} } },
        &expect![[r#"
            tenant sets cannot be generic; remove the parameters of `Client`
            tenant `Two` cannot hold data; remove the data
            tenant `Three` cannot hold data; remove the braces
        "#]],
    );
}

#[test]
fn tenants_are_told_apart_from_each_other_and_from_the_rest() {
    check(
        derive_set,
        quote! { enum Client { Client, New, One, #[tenant(schema = "one")] Uno, Public } },
        &expect![[r#"
            tenant `Client` has the name of its set; rename one of them
            tenant `New` would make `NewFoo` mean two things; rename it
            tenants `One` and `Uno` both have schema `one`; rename one
            schema `public` of tenant `Public` is the shared schema; rename one of them
        "#]],
    );
    check(
        derive_set,
        quote! { #[tenant(shared = "two")] enum Client { Two, ClientA, Client_A } },
        &expect![[r#"
            tenants `ClientA` and `Client_A` both have schema `client_a`; rename one
            schema `two` of tenant `Two` is the shared schema; rename one of them
        "#]],
    );
}

#[test]
fn schemas_have_names_that_postgresql_keeps() {
    check(
        derive_set,
        quote! {
            #[tenant(shared = "pg_shared")]
            enum Client {
                #[tenant(schema = "")] A,
                #[tenant(schema = "pg_a")] B,
                #[tenant(schema = "information_schema")] C,
                #[tenant(schema = "a\0b")] D,
                AVeryLongNameForATenantThatNobodyWouldEverWantToTypeTwiceInTheirLifes,
            }
        },
        &expect![[r#"
            schema name `pg_shared` starts with `pg_`, which PostgreSQL reserves; name another
            schema name is empty; give it at least one character
            schema name `pg_a` starts with `pg_`, which PostgreSQL reserves; name another
            schema `information_schema` belongs to PostgreSQL; name another
            schema name `a\u{0}b` contains a NUL character; remove it
            schema name `a_very_long_name_for_a_tenant_that_nobody_would_ever_want_to_type_twice_in_their_lifes` has 86 bytes; PostgreSQL keeps at most 63
        "#]],
    );
}

#[test]
fn options_of_sets() {
    check(
        derive_set,
        quote! {
            #[tenant(
                share = "x", shared = "a", shared = "b", crate = 5, crate = "a b", set = Client,
                key
            )]
            enum Client {
                #[tenant(shema = "x", schema, rename = "y")] A,
            }
        },
        &expect![[r#"
            unknown option `share`; did you mean `shared`?
            option `shared` is given twice; remove one
            option `shared` is given twice; remove one
            option `crate` takes a plain path; write `crate = "path::to::tenant"`
            option `crate` takes a plain path; write `crate = "path::to::tenant"`
            `set` belongs on an entity, not on a tenant set; move it there
            `key` belongs on a field, not on a tenant set; move it there
            unknown option `shema`; did you mean `schema`?
            option `schema` takes a string; write `schema = "…"`
            unknown option `rename`; did you mean `schema`?
            schema `x` of tenant `A` is the shared schema; rename one of them
        "#]],
    );
}
