//! Golden expansions, so that growth shows in review. `UPDATE_EXPECT=1 cargo test` blesses them.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::render;
use crate::{
    derive::{derive_entity, derive_row, derive_set, derive_value},
    expand::expand_handles,
};

/// What a table of six columns may cost, formatted.
const LIMIT: usize = 12 * 1024;

#[track_caller]
fn check(golden: &ExpectFile, expansion: TokenStream) -> usize {
    let text = render(expansion);
    golden.assert_eq(&text);
    text.len()
}

fn set_of(tenants: usize) -> TokenStream {
    let variants = (1..=tenants).map(|number| format_ident!("Client{number}"));
    quote! {
        pub enum Client { #(#variants),* }
    }
}

fn handles_of(tenants: usize) -> TokenStream {
    let variants = (1..=tenants).map(|number| format_ident!("Client{number}"));
    quote!([#(#variants)*] [::tenant] crate::tenants::Client, pub Foo)
}

#[test]
fn one_tenant() {
    check(
        &expect_file!["../../golden/set_1.rs"],
        derive_set(set_of(1)),
    );
    check(
        &expect_file!["../../golden/handles_1.rs"],
        expand_handles(handles_of(1)),
    );
}

#[test]
fn two_tenants() {
    check(
        &expect_file!["../../golden/set_2.rs"],
        derive_set(set_of(2)),
    );
    check(
        &expect_file!["../../golden/handles_2.rs"],
        expand_handles(handles_of(2)),
    );
}

#[test]
fn ten_tenants() {
    check(
        &expect_file!["../../golden/set_10.rs"],
        derive_set(set_of(10)),
    );
    check(
        &expect_file!["../../golden/handles_10.rs"],
        expand_handles(handles_of(10)),
    );
}

#[test]
fn a_set_with_options() {
    let input = quote! {
        #[tenant(shared = "common", crate = "crate::reexports::tenant")]
        pub(crate) enum Client {
            #[tenant(schema = "acme-corp")]
            Acme,
            r#Async,
        }
    };
    check(
        &expect_file!["../../golden/set_options.rs"],
        derive_set(input),
    );
}

#[test]
fn a_plain_entity() {
    let input = quote! {
        #[tenant(set = Client)]
        pub struct Foo {
            /// What others call it by.
            #[tenant(key)]
            pub id: i64,
            pub name: String,
            #[tenant(unique)]
            pub email: Option<String>,
            pub age: i32,
            pub active: bool,
            pub(crate) note: Option<String>,
        }
    };
    let size = check(
        &expect_file!["../../golden/entity_plain.rs"],
        derive_entity(input),
    );
    assert!(size < LIMIT, "{size} bytes");
}

#[test]
fn an_entity_with_every_option() {
    let input = quote! {
        #[tenant(set = crate::tenants::Client, table = "foos", rename_all = "camelCase")]
        #[tenant(unique(author, kind), index(created_at), check = "id > 0", new(derive(Debug)))]
        pub struct Foo {
            /// Numbered by the server.
            #[tenant(key, generated)]
            pub id: i64,
            #[tenant(key)]
            pub region: Region,
            #[tenant(references = Author, on_delete = cascade, index)]
            pub author: Option<i64>,
            #[tenant(default = "'open'", check = "kind <> ''", column = "type")]
            pub kind: String,
            #[tenant(default = "now()")]
            pub created_at: SystemTime,
            #[tenant(json)]
            pub settings: Option<Settings>,
            #[tenant(skip)]
            pub cache: Cache,
        }
    };
    let size = check(
        &expect_file!["../../golden/entity_options.rs"],
        derive_entity(input),
    );
    assert!(size < LIMIT, "{size} bytes");
}

#[test]
fn an_entity_that_lives_once() {
    let shared = quote! {
        #[tenant(set = Client, shared)]
        pub struct Country {
            #[tenant(key)]
            pub code: String,
        }
    };
    check(
        &expect_file!["../../golden/entity_shared.rs"],
        derive_entity(shared),
    );
    let fixed = quote! {
        #[tenant(set = Client, schema = "audit")]
        struct Entry {
            #[tenant(key, generated)]
            id: i64,
        }
    };
    check(
        &expect_file!["../../golden/entity_fixed.rs"],
        derive_entity(fixed),
    );
}

#[test]
fn an_entity_with_a_version() {
    let input = quote! {
        #[tenant(set = Client)]
        pub struct Draft {
            #[tenant(key, generated)]
            pub id: i64,
            pub text: String,
            #[tenant(version)]
            pub version: i32,
        }
    };
    check(
        &expect_file!["../../golden/entity_version.rs"],
        derive_entity(input),
    );
}

#[test]
fn values() {
    let newtype = quote! {
        pub struct UserId(i64);
    };
    check(
        &expect_file!["../../golden/value_newtype.rs"],
        derive_value(newtype),
    );
    let list = quote! {
        pub enum Status {
            Open,
            InProgress,
            #[tenant(rename = "done")]
            Closed,
        }
    };
    check(
        &expect_file!["../../golden/value_enum.rs"],
        derive_value(list),
    );
}

#[test]
fn rows() {
    let named = quote! {
        pub struct Summary<T: Tenant = Client1>
        where
            T: Member,
        {
            /// Who wrote them.
            pub author: Scoped<T, Author>,
            books: i64,
            pub(crate) r#type: Option<String>,
        }
    };
    check(
        &expect_file!["../../golden/row_named.rs"],
        derive_row(named),
    );
    let tuple = quote! {
        #[tenant(crate = "crate::reexports::tenant")]
        struct Pair(pub i64, String);
    };
    check(
        &expect_file!["../../golden/row_tuple.rs"],
        derive_row(tuple),
    );
}
