//! What the derives report: every message for one input, in order. `UPDATE_EXPECT=1 cargo test`
//! blesses them.

// expect-test writes them.
#![allow(clippy::needless_raw_string_hashes)]

mod entity;
mod row;
mod set;
mod value;

use expect_test::Expect;
use proc_macro2::{TokenStream, TokenTree};

use super::{Derive, render};

#[track_caller]
fn check(derive: Derive, input: TokenStream, expected: &Expect) {
    let expansion = derive(input);
    // Whatever is emitted beside the errors must be a list of items.
    render(expansion.clone());
    expected.assert_eq(&messages(expansion));
}

/// The messages of the `compile_error!`s among the items.
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

#[test]
fn messages_are_written_in_the_house_style() {
    let sources = [
        include_str!("entity.rs"),
        include_str!("row.rs"),
        include_str!("set.rs"),
        include_str!("value.rs"),
    ];
    let blocks = sources
        .iter()
        .flat_map(|source| source.split("expect![[r#\"").skip(1));
    for block in blocks {
        let messages = block.split("\"#]]").next().unwrap();
        for line in messages.lines().map(str::trim) {
            assert!(!line.ends_with('.'), "a final period: {line}");
            assert!(!line.starts_with(char::is_uppercase), "a capital: {line}");
        }
    }
}
