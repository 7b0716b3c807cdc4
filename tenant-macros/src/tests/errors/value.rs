//! Errors of values.

use expect_test::expect;
use quote::quote;

use super::check;
use crate::derive::derive_value;

#[test]
fn a_value_is_a_newtype_or_an_enum_of_names() {
    check(
        derive_value,
        quote! { struct Foo; },
        &expect![[r#"
        `Foo` is a unit struct; a value has one field, or is an enum without data
    "#]],
    );
    check(
        derive_value,
        quote! { struct Foo {} },
        &expect![[r#"
        `Foo` is a struct without fields; a value has one field, or is an enum without data
    "#]],
    );
    check(
        derive_value,
        quote! { struct Foo(i32, i32); },
        &expect![[r#"
            `Foo` is a struct of several fields; a value has one field, or is an enum without data
        "#]],
    );
    check(
        derive_value,
        quote! { struct Foo { a: i32, b: i32 } },
        &expect![[r#"
            `Foo` is a struct of several fields; a value has one field, or is an enum without data
        "#]],
    );
    check(
        derive_value,
        quote! { union Foo { a: i32 } },
        &expect![[r#"
            `Foo` is a union; a value has one field, or is an enum without data
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
            variant `B` of a value cannot hold data; remove the data
            variant `C` of a value cannot hold data; remove the braces
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
        quote! {
            #[tenant(rename_all = "snake")]
            enum Foo {
                A,
                #[tenant(rename = "a")] B,
                #[tenant(rename = "a\0")] C,
                #[tenant(renam = "x")] D,
            }
        },
        &expect![[r#"
            unknown option `renam`; did you mean `rename`?
            unknown rule `snake`
            help: rules are `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `lowercase`, `UPPERCASE`
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
