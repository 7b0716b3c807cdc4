//! What the derives report: every message for one input, in order. `UPDATE_EXPECT=1 cargo test`
//! blesses them.

use expect_test::{Expect, expect};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::{Derive, render};
use crate::derive::{derive_entity, derive_set, derive_value};

/// The messages of the `compile_error!`s among the items, one per line.
fn messages(tokens: TokenStream) -> String {
    let mut messages = String::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if !matches!(&token, TokenTree::Ident(ident) if ident == "compile_error") {
            continue;
        }
        let Some(TokenTree::Group(group)) = tokens.nth(1) else {
            panic!("a compile_error without a message");
        };
        let message: syn::LitStr = syn::parse2(group.stream()).unwrap();
        messages.push_str(&message.value());
        messages.push('\n');
    }
    messages
}

#[track_caller]
fn check(derive: Derive, input: TokenStream, expected: &Expect) {
    let expansion = derive(input);
    // Whatever is emitted beside the errors must be a list of items.
    render(expansion.clone());
    expected.assert_eq(&messages(expansion));
}

#[test]
fn the_style_of_every_message_below_holds() {
    let source = include_str!("errors.rs");
    let blocks = source.split("expect![[r#\"").skip(1);
    for line in blocks.flat_map(|block| block.split("\"#]]").next().unwrap().lines()) {
        let line = line.trim();
        assert!(!line.ends_with('.'), "a final period: {line}");
        assert!(!line.starts_with(char::is_uppercase), "a capital: {line}");
    }
}

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
            tenant `Two` cannot hold data; remove it
            tenant `Three` cannot hold data; remove it
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
        quote! { #[tenant(shared = "pg_shared")] enum Client { #[tenant(schema = "")] A, #[tenant(schema = "pg_a")] B, #[tenant(schema = "information_schema")] C, #[tenant(schema = "a\0b")] D, AVeryLongNameForATenantThatNobodyWouldEverWantToTypeTwiceInTheirLifes } },
        &expect![[r#"
            schema name `pg_shared` starts with `pg_`, which PostgreSQL reserves; rename it
            schema name is empty; give it at least one character
            schema name `pg_a` starts with `pg_`, which PostgreSQL reserves; rename it
            schema `information_schema` belongs to PostgreSQL; rename it
            schema name `a\u{0}b` contains a NUL character; remove it
            schema name `a_very_long_name_for_a_tenant_that_nobody_would_ever_want_to_type_twice_in_their_lifes` has 86 bytes; PostgreSQL keeps at most 63
        "#]],
    );
}

#[test]
fn options_of_sets() {
    check(
        derive_set,
        quote! { #[tenant(share = "x", shared = "a", shared = "b", crate = 5, crate = "a b", set = Client, key)] enum Client { #[tenant(shema = "x", schema, rename = "y")] A } },
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
            `rename` belongs on a variant of a value, not on a tenant; move it there
            schema `x` of tenant `A` is the shared schema; rename one of them
        "#]],
    );
}

#[test]
fn an_entity_is_a_struct_with_named_fields() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] enum Foo { A } },
        &expect![[r#"
            `Foo` is an enum; an entity is a struct with named fields
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] struct Foo(i64); },
        &expect![[r#"
            `Foo` is a tuple struct; an entity is a struct with named fields
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] struct Foo; },
        &expect![[r#"
            `Foo` is a unit struct; an entity is a struct with named fields
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] union Foo { a: i64 } },
        &expect![[r#"
            `Foo` is a union; an entity is a struct with named fields
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] struct Foo {} },
        &expect![[""]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] struct Foo<'a, T> { #[tenant(key)] id: &'a T } },
        &expect![[r#"
            entities cannot be generic; remove the parameters of `Foo`
        "#]],
    );
}

#[test]
fn an_entity_needs_a_set_and_a_key() {
    check(
        derive_entity,
        quote! { struct Foo { id: i64 } },
        &expect![[r#"
            entity `Foo` names no tenant set; add one
            help: `#[tenant(set = path::to::Client)]`
            table `Foo` has no key; mark its key fields with `#[tenant(key)]`
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client)] struct Foo { #[tenant(skip)] id: i64 } },
        &expect![[r#"
            every field of `Foo` is skipped; keep at least its key
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(st = Client)] struct Foo { #[tenant(ky)] id: i64 } },
        &expect![[r#"
            unknown option `st`; did you mean `set`?
            unknown option `ky`; did you mean `key`?
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(zzzzzz = Client)] struct Foo { #[tenant(zzzzzz)] id: i64 } },
        &expect![[r#"
            unknown option `zzzzzz`
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            unknown option `zzzzzz`
            help: a field takes `key`, `generated`, `default`, `unique`, `index`, `references`, `on_delete`, `check`, `column`, `skip`, `json`
        "#]],
    );
}

#[test]
fn options_are_written_as_they_are_defined() {
    check(
        derive_entity,
        quote! { #[tenant] #[tenant = "x"] #[tenant("x", ,5)] #[tenant(set = "Client")] #[tenant(table(x), schema = b"x", unique = "a", index, check("x"), rename_all, new, new(Debug), crate = "")] struct Foo { #[tenant(key = true)] id: i64, #[tenant(key("x"))] b: i64 } },
        &expect![[r#"
            options stand in parentheses; add them
            help: `#[tenant(…)]`
            options stand in parentheses; add them
            help: `#[tenant(…)]`
            expected an option
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            expected an option
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            expected an option
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            option `set` takes a plain path; write `set = path::to::Client`
            option `table` takes a string; write `table = "…"`
            option `schema` takes a string; write `schema = "…"`
            option `unique` takes a list of fields; write `unique(first, second)`
            option `index` takes a list of fields; write `index(first, second)`
            option `check` takes a string; write `check = "…"`
            option `rename_all` takes a string; write `rename_all = "…"`
            option `new` takes a list of derives; write `new(derive(Clone, Debug))`
            option `new` takes a list of derives; write `new(derive(Clone, Debug))`
            option `crate` takes a plain path; write `crate = "path::to::tenant"`
            option `key` takes no value; write `key`
            option `key` takes no value; write `key`
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client<T>, table = "a" "b", table = "x"y)] struct Foo { #[tenant(key, column, default = 5, references = "Foo", on_delete = "cascade")] id: i64 } },
        &expect![[r#"
            option `set` takes a plain path; write `set = path::to::Client`
            option `table` takes a string; write `table = "…"`
            option `table` takes a string; write `table = "…"`
            option `column` takes a string; write `column = "…"`
            option `default` takes a string; write `default = "…"`
            option `references` takes a plain path; write `references = path::to::Entity`
            option `on_delete` takes a bare word; write `on_delete = cascade`
        "#]],
    );
}

#[test]
fn options_stand_in_their_place() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, key, column = "x", rename = "x")] struct Foo { #[tenant(key, table = "x", shared, schema = "y", set = Client, new(derive(Debug)))] id: i64 } },
        &expect![[r#"
            `key` belongs on a field, not on an entity; move it there
            `column` belongs on a field, not on an entity; move it there
            `rename` belongs on a variant of a value, not on an entity; move it there
            `table` belongs on an entity, not on a field; move it there
            `shared` belongs on an entity, not on a field; move it there
            `schema` belongs on an entity, not on a field; move it there
            `set` belongs on an entity, not on a field; move it there
            `new` belongs on an entity, not on a field; move it there
        "#]],
    );
}

#[test]
fn options_are_known_and_given_once() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, set = Client, tabel = "x", primary)] struct Foo { #[tenant(key, key, colum = "x", primary_key)] id: i64 } },
        &expect![[r#"
            option `set` is given twice; remove one
            unknown option `tabel`; did you mean `table`?
            unknown option `primary`
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            option `key` is given twice; remove one
            unknown option `colum`; did you mean `column`?
            unknown option `primary_key`
            help: a field takes `key`, `generated`, `default`, `unique`, `index`, `references`, `on_delete`, `check`, `column`, `skip`, `json`
        "#]],
    );
}

#[test]
fn options_do_not_contradict_each_other() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, schema = "x", shared, new(derive(Debug)))] struct Foo { #[tenant(default = "1", generated, key)] id: i64, #[tenant(skip, default = "1", check = "x", key)] a: i64, #[tenant(json, references = Foo)] b: i64, #[tenant(key, json)] c: i64, #[tenant(on_delete = cascade)] d: i64, #[tenant(generated, json)] e: i64 } },
        &expect![[r#"
            `shared` and `schema` contradict each other; remove one
            `generated` and `default` contradict each other; remove one
            `default` needs a column, and field `a` is skipped; remove one of them
            `check` needs a column, and field `a` is skipped; remove one of them
            `key` needs a column, and field `a` is skipped; remove one of them
            `json` and `references` contradict each other; remove one
            `json` and `key` contradict each other; remove one
            `on_delete` needs a reference; add `references = path::to::Entity`
            `json` and `generated` contradict each other; remove one
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client, new(derive(Debug)))] struct Foo { #[tenant(key)] id: i64 } },
        &expect![[r#"
            `Foo` has no generated or default column, so no `NewFoo` to derive for; remove `new`
        "#]],
    );
}

#[test]
fn words_are_among_the_known() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, rename_all = "snakecase")] struct Foo { #[tenant(key)] id: i64, #[tenant(references = Foo, on_delete = cascad)] a: i64, #[tenant(references = Foo, on_delete = explode)] b: i64 } },
        &expect![[r#"
            unknown rule `snakecase`; did you mean `snake_case`?
            unknown action `cascad`; did you mean `cascade`?
            unknown action `explode`; write one of `cascade`, `restrict`, `set_null`, `set_default`, `no_action`
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client, rename_all = "Title Case")] struct Foo { #[tenant(key)] id: i64 } },
        &expect![[r#"
            unknown rule `Title Case`; write one of `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `lowercase`, `UPPERCASE`
        "#]],
    );
}

#[test]
fn names_are_those_that_postgresql_keeps() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, table = "", schema = "pg_x")] struct Foo { #[tenant(key, column = "")] id: i64, ctid: i64, #[tenant(column = "xmin")] a: i64, oid: i64, #[tenant(column = "a\0")] b: i64, #[tenant(column = "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü")] c: i64 } },
        &expect![[r#"
            table name is empty; give it at least one character
            schema name `pg_x` starts with `pg_`, which PostgreSQL reserves; rename it
            column name is empty; give it at least one character
            every table has a system column `ctid`; rename this one
            every table has a system column `xmin`; rename this one
            column name `a\u{0}` contains a NUL character; remove it
            column name `üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü` has 64 bytes; PostgreSQL keeps at most 63
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client, rename_all = "lowercase")] struct Foo { #[tenant(key)] id: i64, a_b: i64, A_b: i64, #[tenant(column = "id")] c: i64 } },
        &expect![[r#"
            fields `a_b` and `A_b` both have column `a_b`; rename one
            fields `id` and `c` both have column `id`; rename one
        "#]],
    );
}

#[test]
fn groups_name_fields_once() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, unique(), unique(nam), index(name, zzzzzz, name), unique(mail), index(cache), unique(id, name), unique(id, name))] struct Foo { #[tenant(key, unique)] id: i64, name: String, #[tenant(column = "mail")] email: String, #[tenant(skip)] cache: i64 } },
        &expect![[r#"
            `Foo` has no field `nam`; did you mean `name`?
            `mail` is the column of field `email`; name the field
            `Foo` has no field `zzzzzz`; name one of its fields
            field `cache` is skipped and has no column; remove it here
            `unique()` lists no field; name at least one
            `unique` of `id`, `name` is given twice; remove one
            field `name` is listed twice; remove one
        "#]],
    );
    check(
        derive_entity,
        quote! { #[tenant(set = Client, index(id))] struct Foo { #[tenant(key, index)] id: i64 } },
        &expect![[r#"
            `index` of `id` is given twice; remove one
        "#]],
    );
}

#[test]
fn sql_is_not_empty() {
    check(
        derive_entity,
        quote! { #[tenant(set = Client, check = "", check = "a\0")] struct Foo { #[tenant(key, default = " ", check = "")] id: i64 } },
        &expect![[r#"
            `check` is empty; write an SQL expression or remove it
            `check` is empty; write an SQL expression or remove it
            `check` contains a NUL character; remove it
            `default` is empty; write an SQL expression or remove it
        "#]],
    );
}

#[test]
fn a_value_is_a_newtype_or_an_enum_of_names() {
    check(
        derive_value,
        quote! { struct Foo; },
        &expect![[r#"
        `Foo` is a struct without fields; a value is a struct of one field or an enum without data
    "#]],
    );
    check(
        derive_value,
        quote! { struct Foo {} },
        &expect![[r#"
        `Foo` is a struct without fields; a value is a struct of one field or an enum without data
    "#]],
    );
    check(
        derive_value,
        quote! { struct Foo(i32, i32); },
        &expect![[r#"
            `Foo` is a struct of several fields; a value is a struct of one field or an enum without data
        "#]],
    );
    check(
        derive_value,
        quote! { struct Foo { a: i32, b: i32 } },
        &expect![[r#"
            `Foo` is a struct of several fields; a value is a struct of one field or an enum without data
        "#]],
    );
    check(
        derive_value,
        quote! { union Foo { a: i32 } },
        &expect![[r#"
            `Foo` is a union; a value is a struct of one field or an enum without data
        "#]],
    );
    check(
        derive_value,
        quote! { enum Foo {} },
        &expect![[r#"
        value `Foo` is empty; list its variants
    "#]],
    );
    check(
        derive_value,
        quote! { enum Foo { A, B(i32), C {} } },
        &expect![[r#"
            variant `B` of a value cannot hold data; remove it
            variant `C` of a value cannot hold data; remove it
        "#]],
    );
    check(
        derive_value,
        quote! { struct Foo<T>(T); },
        &expect![[r#"
        values cannot be generic; remove the parameters of `Foo`
    "#]],
    );
    check(
        derive_value,
        quote! { struct Foo(#[tenant(key)] i32); },
        &expect![[r#"
            the field of a value takes no options; remove this
        "#]],
    );
}

#[test]
fn texts_of_a_value_differ() {
    check(
        derive_value,
        quote! { #[tenant(rename_all = "snake")] enum Foo { A, #[tenant(rename = "a")] B, #[tenant(rename = "a\0")] C, #[tenant(renam = "x")] D } },
        &expect![[r#"
            unknown option `renam`; did you mean `rename`?
            unknown rule `snake`; write one of `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `lowercase`, `UPPERCASE`
            text of `C` contains a NUL character; remove it
            variants `A` and `B` both have text `a`; rename one
        "#]],
    );
    check(
        derive_value,
        quote! { #[tenant(rename_all = "snake_case", rename = "x")] struct Foo(i32); },
        &expect![[r#"
            `rename` belongs on a variant of a value, not on a value; move it there
            `rename_all` renames variants, and `Foo` is a struct; remove it
        "#]],
    );
    check(
        derive_value,
        quote! { #[tenant(shared = "x")] enum Foo { A, #[tenant(schema = "a")] B } },
        &expect![[""]],
    );
}
