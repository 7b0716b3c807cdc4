//! `#[derive(FromRow)]`: a struct that a row is read into, field by field; and `SelectFoo`, by which a
//! query selects one.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Fields, Generics, parse_quote, spanned::Spanned};

use super::{expand_block, internal};
use crate::{model::Row, names};

/// Expands to:
///
/// ```text
/// pub struct SelectFoo<__S0, __S1> {
///     pub name: __S0,
///     pub books: __S1,
/// }
/// impl<T> FromRow<T> for Foo where String: FromRow<T>, i64: FromRow<T> { … }
/// impl<T, S0, S1> Selection<T> for SelectFoo<S0, S1>
/// where S0: Selection<T, Output = String>, S1: Selection<T, Output = i64> { … }
/// ```
pub(crate) fn expand_row(row: &Row) -> TokenStream {
    let select = expand_select(row);
    let reading = expand_reading(row);
    let selecting = expand_selecting(row);
    let block = expand_block(&row.krate, &quote!(#reading #selecting));
    quote!(#select #block)
}

fn expand_select(row: &Row) -> TokenStream {
    let (vis, select) = (&row.vis, names::selection(&row.ident));
    let parameters: Vec<_> = parameters(row).collect();
    let doc = format!(
        " What a query selects to have a `{}` of each row.",
        names::plain(&row.ident)
    );
    let fields = row.fields.members().zip(&row.fields).zip(&parameters);
    let fields = fields.map(|((member, field), parameter)| {
        let vis = &field.vis;
        let doc = format!(" What becomes `{}`.", member.to_token_stream());
        let name = field.ident.as_ref().map(|ident| quote!(#ident:));
        quote!(#[doc = #doc] #vis #name #parameter,)
    });
    let body = if let Fields::Named(_) = row.fields {
        quote!({ #(#fields)* })
    } else {
        quote!((#(#fields)*);)
    };
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_debug_implementations)]
        #vis struct #select<#(#parameters),*> #body
    }
}

fn expand_reading(row: &Row) -> TokenStream {
    let ident = &row.ident;
    let types: Vec<_> = row.fields.iter().map(|field| &field.ty).collect();
    let members = row.fields.members();
    let from_row = quote_spanned!(internal()=> __tenant::FromRow<__T>);
    let mut generics = with_tenant(row);
    let clause = generics.make_where_clause();
    for ty in &types {
        let bound = quote_spanned!(ty.span().resolved_at(internal())=> #ty: #from_row);
        clause.predicates.push(parse_quote!(#bound));
    }
    let (impl_generics, _, clause) = generics.split_for_impl();
    let (_, own_generics, _) = row.generics.split_for_impl();
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl #impl_generics #from_row for #ident #own_generics #clause {
            fn width() -> __tenant::usize {
                0 #(+ <#types as #from_row>::width())*
            }
            fn check(
                __reader: &mut __tenant::Reader<'_>,
            ) -> __tenant::Result<(), __tenant::Error> {
                #(<#types as #from_row>::check(__reader)?;)*
                __tenant::Ok(())
            }
            fn read(
                __tenant: __T,
                __row: __tenant::RowRef<'_>,
                __at: &mut __tenant::usize,
            ) -> __tenant::Result<Self, __tenant::Error> {
                __tenant::Ok(Self {
                    #(#members: <#types as #from_row>::read(__tenant, __row, __at)?,)*
                })
            }
        }
    }
}

fn expand_selecting(row: &Row) -> TokenStream {
    let (ident, select) = (&row.ident, names::selection(&row.ident));
    let parameters: Vec<_> = parameters(row).collect();
    let members = row.fields.members();
    let (_, own_generics, _) = row.generics.split_for_impl();
    let mut generics = with_tenant(row);
    for parameter in &parameters {
        generics.params.push(parse_quote!(#parameter));
    }
    let clause = generics.make_where_clause();
    for (parameter, field) in parameters.iter().zip(&row.fields) {
        let ty = &field.ty;
        let bound = quote_spanned! {ty.span().resolved_at(internal())=>
            #parameter: __tenant::Selection<__T, Output = #ty>
        };
        clause.predicates.push(parse_quote!(#bound));
    }
    let read = quote_spanned!(internal()=> #ident #own_generics: __tenant::FromRow<__T>);
    clause.predicates.push(parse_quote!(#read));
    let (impl_generics, _, clause) = generics.split_for_impl();
    // Spanned as the struct. At the derive, rustc would not call the field whose bound fails unsatisfied, and
    // advise to write the impl by hand.
    let selection = quote_spanned!(row.ident.span()=> __tenant::Selection<__T>);
    let select = quote_spanned!(row.ident.span()=> #select<#(#parameters),*>);
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl #impl_generics #selection for #select #clause {
            type Output = #ident #own_generics;
            fn write(self, __list: &mut __tenant::Draft<__T>) {
                #(__tenant::Selection::write(self.#members, __list);)*
            }
        }
    }
}

/// A type parameter for each field. They are numbered, as a field may have the name of any other parameter.
fn parameters(row: &Row) -> impl Iterator<Item = Ident> {
    (0..row.fields.len()).map(|index| format_ident!("__S{index}", span = internal()))
}

/// The parameters of the struct, and a tenant.
fn with_tenant(row: &Row) -> Generics {
    let mut generics = row.generics.clone();
    let tenant = quote_spanned!(internal()=> __T: __tenant::Tenant);
    generics.params.push(parse_quote!(#tenant));
    generics
}
