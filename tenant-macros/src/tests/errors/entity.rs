//! Errors of entities.

use expect_test::expect;
use quote::{format_ident, quote};

use super::check;
use crate::derive::derive_entity;

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
        &expect![[r#"
            `Foo` is a struct without fields; an entity is a struct with named fields
        "#]],
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
            help: a field takes `key`, `generated`, `version`, `default`, `unique`, `index`, `references`, `on_delete`, `check`, `column`, `skip`, `json`
        "#]],
    );
}

#[test]
fn options_are_written_as_they_are_defined() {
    check(
        derive_entity,
        quote! {
            #[tenant]
            #[tenant = "x"]
            #[tenant("x", ,5)]
            #[tenant(set = "Client")]
            #[tenant(
                table(x), schema = b"x", unique = "a", index, check("x"), rename_all, new,
                new(Debug), crate = ""
            )]
            struct Foo {
                #[tenant(key = true)] id: i64,
                #[tenant(key("x"))] b: i64,
            }
        },
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
        quote! {
            #[tenant(set = Client<T>, table = "a" "b", table = "x"y)]
            struct Foo {
                #[tenant(
                    key, column, default = 5, references = "Foo", on_delete = "cascade"
                )]
                id: i64,
            }
        },
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
        quote! {
            #[tenant(set = Client, key, column = "x", rename = "x")]
            struct Foo {
                #[tenant(
                    key, table = "x", shared, schema = "y", set = Client, new(derive(Debug))
                )]
                id: i64,
            }
        },
        &expect![[r#"
            `key` belongs on a field, not on an entity; move it there
            `column` belongs on a field, not on an entity; move it there
            unknown option `rename`; did you mean `table`?
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
        quote! {
            #[tenant(set = Client, set = Client, tabel = "x", primary)]
            struct Foo {
                #[tenant(key, key, colum = "x", primary_key)] id: i64,
            }
        },
        &expect![[r#"
            option `set` is given twice; remove one
            unknown option `tabel`; did you mean `table`?
            unknown option `primary`
            help: an entity takes `set`, `table`, `shared`, `schema`, `unique`, `index`, `check`, `rename_all`, `new`, `crate`
            option `key` is given twice; remove one
            unknown option `colum`; did you mean `column`?
            unknown option `primary_key`; did you mean `key`?
        "#]],
    );
}

#[test]
fn options_do_not_contradict_each_other() {
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, schema = "x", shared, new(derive(Debug)))]
            struct Foo {
                #[tenant(default = "1", generated, key)] id: i64,
                #[tenant(skip, default = "1", check = "x", key)] a: i64,
                #[tenant(json, references = Foo)] b: i64,
                #[tenant(key, json)] c: i64,
                #[tenant(on_delete = cascade)] d: i64,
                #[tenant(generated, json)] e: i64,
            }
        },
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
        quote! {
            #[tenant(set = Client, new(derive(Debug)))]
            struct Foo {
                #[tenant(key)] id: i64,
            }
        },
        &expect![[r#"
            `Foo` has no generated or default column, so no `NewFoo` to derive for; remove `new`
        "#]],
    );
}

#[test]
fn words_are_among_the_known() {
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, rename_all = "snakecase")]
            struct Foo {
                #[tenant(key)] id: i64,
                #[tenant(references = Foo, on_delete = cascad)] a: i64,
                #[tenant(references = Foo, on_delete = explode)] b: i64,
            }
        },
        &expect![[r#"
            unknown rule `snakecase`; did you mean `snake_case`?
            unknown action `cascad`; did you mean `cascade`?
            unknown action `explode`
            help: actions are `cascade`, `restrict`, `set_null`, `set_default`, `no_action`
        "#]],
    );
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, rename_all = "Title Case")]
            struct Foo {
                #[tenant(key)] id: i64,
            }
        },
        &expect![[r#"
            unknown rule `Title Case`
            help: rules are `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `lowercase`, `UPPERCASE`
        "#]],
    );
}

#[test]
fn names_are_those_that_postgresql_keeps() {
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, table = "", schema = "pg_x")]
            struct Foo {
                #[tenant(key, column = "")] id: i64,
                ctid: i64,
                #[tenant(column = "xmin")] a: i64,
                oid: i64,
                #[tenant(column = "a\0")] b: i64,
                #[tenant(column = "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü")] c: i64,
            }
        },
        &expect![[r#"
            table name is empty; give it at least one character
            schema name `pg_x` starts with `pg_`, which PostgreSQL reserves; name another
            column name is empty; give it at least one character
            every table has a system column `ctid`; name another with `#[tenant(column = "…")]`
            every table has a system column `xmin`; name another
            column name `a\u{0}` contains a NUL character; remove it
            column name `üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü` has 64 bytes; PostgreSQL keeps at most 63
        "#]],
    );
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, rename_all = "lowercase")]
            struct Foo {
                #[tenant(key)] id: i64,
                a_b: i64,
                A_b: i64,
                #[tenant(column = "id")] c: i64,
            }
        },
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
        quote! {
            #[tenant(
                set = Client, unique(), unique(nam), index(name, zzzzzz, name), unique(mail),
                index(cache), unique(id, name), unique(id, name)
            )]
            struct Foo {
                #[tenant(key, unique)] id: i64,
                name: String,
                #[tenant(column = "mail")] email: String,
                #[tenant(skip)] cache: i64,
            }
        },
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
        quote! {
            #[tenant(set = Client, check = "", check = "a\0")]
            struct Foo {
                #[tenant(key, default = " ", check = "")] id: i64,
            }
        },
        &expect![[r#"
            `check` is empty; write an SQL expression or remove it
            `check` is empty; write an SQL expression or remove it
            `check` contains a NUL character; remove it
            `default` is empty; write an SQL expression or remove it
        "#]],
    );
}

#[test]
fn postgresql_has_limits() {
    let fields = (0..1601).map(|number| format_ident!("field{number}"));
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client)]
            struct Foo {
                #[tenant(key)] id: i64,
                #(#fields: i64,)*
            }
        },
        &expect![[r#"
            table `Foo` has 1602 columns; PostgreSQL takes at most 1600
        "#]],
    );
    let keys = (0..33).map(|number| format_ident!("key{number}"));
    let listed = keys.clone();
    check(
        derive_entity,
        quote! {
            #[tenant(set = Client, index(#(#listed),*))]
            struct Foo {
                #(#[tenant(key)] #keys: i64,)*
            }
        },
        &expect![[r#"
            the key of `Foo` has 33 columns; PostgreSQL takes at most 32
            `index` lists 33 columns; PostgreSQL takes at most 32
        "#]],
    );
}
