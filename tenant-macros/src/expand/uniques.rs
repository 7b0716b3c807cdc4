//! `FooUniques`: what the closure of `on_conflict` receives.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::{internal, number};
use crate::{model::Entity, names};

/// Expands to, for a table with a key `id` and a unique `email`:
///
/// ```text
/// pub struct FooUniques {
///     pub id: Unique<Foo>,
///     pub email: Unique<Foo>,
/// }
/// ```
///
/// A constraint of several columns is named by all of them: `person_day`.
pub(crate) fn expand_uniques(entity: &Entity) -> TokenStream {
    let (krate, vis, ident) = (&entity.krate, &entity.vis, &entity.ident);
    let uniques = names::uniques(ident);
    let private = quote!(#krate::__private);
    let doc = format!(
        " The unique constraints of table `{}`, as the closure of `on_conflict` receives them.",
        entity.table.text.escape_debug()
    );
    let fields = constraints(entity).into_iter().map(|(name, columns)| {
        let columns = columns
            .iter()
            .map(|index| &entity.columns[*index].name.text);
        let columns = columns.map(|name| format!("`{}`", name.escape_debug()));
        let doc = format!(" Of {}.", columns.collect::<Vec<_>>().join(", "));
        quote! {
            #[doc = #doc]
            #vis #name: #private::Unique<#ident>,
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
        #vis struct #uniques {
            #(#fields)*
        }
    }
}

/// Expands to the expression that makes them.
pub(super) fn expand_constructor(entity: &Entity) -> TokenStream {
    let uniques = names::uniques(&entity.ident);
    let fields = constraints(entity).into_iter().map(|(name, columns)| {
        let columns = columns.iter().copied().map(number);
        quote_spanned!(internal()=> #name: __tenant::Unique::new(&[#(#columns),*]))
    });
    quote!(#uniques { #(#fields),* })
}

/// The key and the other constraints, each under the name of its columns; of two for the same
/// columns, the first.
fn constraints(entity: &Entity) -> Vec<(Ident, &[usize])> {
    let mut all: Vec<(Ident, &[usize])> = Vec::new();
    let uniques = entity.uniques.iter().map(|group| group.columns.as_slice());
    for columns in [entity.key.as_slice()].into_iter().chain(uniques) {
        if columns.is_empty() {
            continue;
        }
        let idents = columns.iter().map(|index| &entity.columns[*index].ident);
        let name = names::joined(idents);
        if all.iter().all(|(taken, _)| *taken != name) {
            all.push((name, columns));
        }
    }
    all
}
