//! `NewFoo`: the insertable part of an entity that has generated or default columns, and how an
//! insert binds it, or the entity itself.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{
    columns::expand_name,
    field::{Action, expand_bind, expand_param, expand_param_of_field},
    internal,
};
use crate::{
    model::{Column, Entity, Source},
    names,
};

/// Expands to nothing when the entity itself is inserted, or else to:
///
/// ```text
/// pub struct NewFoo {
///     pub name: String,
///     pub created: Option<SystemTime>,
/// }
/// ```
pub(crate) fn expand_new_row(entity: &Entity) -> TokenStream {
    if !entity.has_new_row() {
        return TokenStream::new();
    }
    let (krate, vis, new) = (&entity.krate, &entity.vis, names::new_row(&entity.ident));
    let doc = format!(
        " A row of `{}` to insert: no generated columns, defaults optional.",
        entity.table.text.escape_debug()
    );
    let derives = &entity.new_derives;
    let derive = (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]));
    let fields = entity.inserted().map(|column| {
        let (ident, vis, ty) = (&column.ident, &column.vis, &column.ty);
        let docs = expand_docs(column);
        let ty = if let Source::Default(_) = column.source {
            quote!(#krate::__private::Option<#ty>)
        } else {
            quote!(#ty)
        };
        quote!(#docs #vis #ident: #ty,)
    });
    quote! {
        #[doc = #doc]
        #derive
        #[allow(dead_code, missing_debug_implementations, missing_docs)]
        #vis struct #new {
            #(#fields)*
        }
    }
}

/// The documentation of the field, or else what its column is called.
fn expand_docs(column: &Column) -> TokenStream {
    if column.docs.is_empty() {
        return expand_name(column).unwrap_or_default();
    }
    let docs = &column.docs;
    quote!(#(#docs)*)
}

/// Expands to the impl of `NewRow`.
pub(super) fn expand_binding(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    let new = if entity.has_new_row() {
        names::new_row(ident)
    } else {
        ident.clone()
    };
    let bind = expand_bind(entity.inserted().map(|column| {
        let field = &column.ident;
        match column.source {
            Source::Default(_) => {
                let value = quote_spanned!(internal()=> self.#field.as_ref());
                expand_param(column, Action::ParamOrDefault, &value)
            }
            _ => expand_param_of_field(column),
        }
    }));
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::NewRow for #new {
            type Entity = #ident;
            fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
                #bind
            }
        }
    }
}
