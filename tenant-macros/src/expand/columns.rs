//! `FooColumns`: what the closures of `filter`, `order_by` and `set` receive.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{field::stored_type, internal, number};
use crate::{model::Entity, names};

/// Expands to:
///
/// ```text
/// pub struct FooColumns<T> {
///     pub id: Column<T, i64>,
/// }
/// ```
///
/// The parameter is called `__T`: generics have no hygiene, and a field's type may be a `T`.
pub(crate) fn expand_columns(entity: &Entity) -> TokenStream {
    let (vis, columns) = (&entity.vis, names::columns(&entity.ident));
    let krate = &entity.krate;
    let private = quote!(#krate::__private);
    let doc = format!(
        " The columns of table `{}`, as the closures of `filter`, `order_by` and `set` receive them.",
        entity.table.text.escape_debug()
    );
    let fields = entity.columns.iter().map(|column| {
        let (ident, vis) = (&column.ident, &column.vis);
        let doc = format!(" Column `{}`.", column.name.text.escape_debug());
        let ty = stored_type(column, &private);
        quote! {
            #[doc = #doc]
            #vis #ident: #private::Column<__T, #ty>,
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
        #vis struct #columns<__T> {
            #(#fields)*
        }
    }
}

/// Expands to the expression that makes the columns of a tenant.
pub(super) fn expand_constructor(entity: &Entity) -> TokenStream {
    let columns = names::columns(&entity.ident);
    let fields = entity.columns.iter().enumerate().map(|(index, column)| {
        let (ident, index) = (&column.ident, number(index));
        quote_spanned!(internal()=> #ident: __tenant::Column::new(&__TABLE, #index, __owner))
    });
    quote!(#columns { #(#fields),* })
}
