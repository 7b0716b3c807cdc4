//! Errors of structs that rows are read into.

use expect_test::expect;
use quote::quote;

use super::check;
use crate::derive::derive_row;

#[test]
fn a_row_is_a_struct_with_fields() {
    check(
        derive_row,
        quote! { struct Foo; },
        &expect![[r#"
        `Foo` is a unit struct; a row is a struct with a field for each column
    "#]],
    );
    check(
        derive_row,
        quote! { struct Foo {} },
        &expect![[r#"
        `Foo` is a struct without fields; a row is a struct with a field for each column
    "#]],
    );
    check(
        derive_row,
        quote! { enum Foo { A } },
        &expect![[r#"
        `Foo` is an enum; a row is a struct with a field for each column
    "#]],
    );
    check(
        derive_row,
        quote! { union Foo { a: i32 } },
        &expect![[r#"
        `Foo` is a union; a row is a struct with a field for each column
    "#]],
    );
}

#[test]
fn options_of_a_row() {
    check(
        derive_row,
        quote! { #[tenant(set = Client)] struct Foo { #[tenant(skip)] a: i32 } },
        &expect![[r#"
            `set` belongs on an entity, not on a row; move it there
            the field of a row takes no options; remove this
        "#]],
    );
    check(
        derive_row,
        quote! { #[tenant(crat = "::db")] struct Foo(i32); },
        &expect![[r#"
            unknown option `crat`; did you mean `crate`?
        "#]],
    );
    check(
        derive_row,
        quote! { #[tenant(name = "foo")] struct Foo(#[tenant(key)] i32); },
        &expect![[r#"
            unknown option `name`
            help: a row takes `crate`
            the field of a row takes no options; remove this
        "#]],
    );
}
