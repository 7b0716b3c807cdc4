//! `FooColumns`: what the closures of `filter`, `order_by` and `set` receive.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{field::stored_type, internal, number};
use crate::{
    model::{Column, Entity},
    names,
};

/// Expands to:
///
/// ```text
/// pub struct FooColumns<T, N = Inner> {
///     pub id: Column<T, i64, N>,
///     pub bar: Column<T, i64, N, Bar>,    // a reference
/// }
/// ```
///
/// The parameters are called `__T` and `__N`: generics have no hygiene, and a field's type may be a
/// `T`.
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
        let doc = expand_name(column);
        let ty = stored_type(column, &private);
        let reference = column.reference.as_ref().map(|reference| {
            let target = &reference.target;
            quote!(, #target)
        });
        quote! {
            #doc
            #vis #ident: #private::Column<__T, #ty, __N #reference>,
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
        #vis struct #columns<__T, __N = #private::Inner> {
            #(#fields)*
        }
    }
}

/// What a column is called, where it is not called as its field: nothing else is to be said of it.
pub(super) fn expand_name(column: &Column) -> Option<TokenStream> {
    let name = &column.name.text;
    (*name != names::plain(&column.ident)).then(|| {
        let doc = format!(" Column `{}`.", name.escape_debug());
        quote!(#[doc = #doc])
    })
}

/// Expands to the expression that makes the columns of a tenant.
pub(super) fn expand_constructor(entity: &Entity) -> TokenStream {
    let columns = names::columns(&entity.ident);
    let fields = entity.columns.iter().enumerate().map(|(index, column)| {
        let (ident, index) = (&column.ident, number(index));
        quote_spanned!(internal()=> #ident: __of.at(#index))
    });
    quote_spanned! {internal()=>
        let __of = __tenant::ColumnsOf::new(&__TABLE, __alias, __owner);
        #columns { #(#fields),* }
    }
}

/// Expands to the impls by which the columns are used again and again, and selected as a whole row.
pub(super) fn expand_whole(entity: &Entity) -> TokenStream {
    let (ident, columns) = (&entity.ident, names::columns(&entity.ident));
    // After an error there may be no column.
    let Some(first) = entity.columns.first() else {
        return TokenStream::new();
    };
    let first = &first.ident;
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl<__T: __tenant::Copy, __N> __tenant::Clone for #columns<__T, __N> {
            fn clone(&self) -> Self {
                *self
            }
        }
        #[automatically_derived]
        impl<__T: __tenant::Copy, __N> __tenant::Copy for #columns<__T, __N> {}
        #[automatically_derived]
        impl<__T: __tenant::Tenant, __N: __tenant::Side> __tenant::Selection<__T> for #columns<__T, __N>
        where
            <#ident as __tenant::Entity>::Home: __tenant::Locate<__T>,
        {
            type Output = __N::Row<__T, #ident>;
            fn write(self, __list: &mut __tenant::Draft<__T>) {
                __tenant::write_row(self.#first.alias(), &__TABLE, __list);
            }
        }
    }
}
