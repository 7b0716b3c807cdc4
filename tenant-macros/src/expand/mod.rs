//! From a checked model to tokens. Nothing here can fail, and what it emits decides nothing:
//! loops and branches are the runtime's.
//!
//! Names of the library go through its `__private` module: as `__tenant`, imported within a
//! `const _` block, or by their full path where the generated item is the user's to see.

mod columns;
mod entity;
mod field;
mod handles;
mod index;
mod new_row;
mod row;
mod set;
mod table_def;
mod uniques;
mod value;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::Path;

pub(crate) use self::{
    columns::expand_columns,
    entity::expand_entity,
    handles::{expand_aliases, expand_handles},
    new_row::expand_new_row,
    row::expand_row,
    set::{expand_macro, expand_set},
    uniques::expand_uniques,
    value::{expand_checked, expand_value},
};

/// The hygiene of everything that the user cannot name: parameters and generics of ours never
/// meet the user's.
fn internal() -> Span {
    Span::mixed_site()
}

/// An index without a suffix.
fn number(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

/// Wraps impls so that they can say `__tenant` for the library, and name what the user marked as
/// deprecated.
pub(crate) fn expand_block(krate: &Path, items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated)]
        const _: () = {
            use #krate::__private as __tenant;
            #items
        };
    }
}
