//! `#[derive(Entity)]`: everything once per entity and generic over the tenant, so that one more
//! tenant costs an alias.

use std::iter;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    columns::{expand_constructor, expand_whole},
    expand_aliases, expand_block, expand_columns, expand_new_row, expand_uniques,
    field::{Action, expand_bind, expand_decode, expand_param, expand_param_of_field},
    internal,
    new_row::expand_binding,
    number,
    table_def::{expand_fit, expand_statements, expand_table},
    uniques,
};
use crate::{
    model::{Entity, Home},
    names,
};

/// Expands to, for `struct Foo`:
///
/// ```text
/// pub struct NewFoo { … }
/// pub struct FooColumns<T, N> { … }
/// pub struct FooUniques { … }
/// const _: () = {
///     static TABLE: TableDef = …;
///     static STATEMENTS: Statements = …;
///     const _: () = check_key(…);   // a type that fits what the field says
///     impl Entity for Foo { … }
///     impl NewRow for NewFoo { … }
/// };
/// Client! { … }     // the aliases, `Client1Foo` …
/// ```
pub(crate) fn expand_entity(entity: &Entity) -> TokenStream {
    let new_row = expand_new_row(entity);
    let columns = expand_columns(entity);
    let uniques = expand_uniques(entity);
    let aliases = expand_aliases(entity);
    let items = [
        expand_table(entity),
        expand_statements(entity),
        expand_fit(entity),
        expand_impl(entity),
        expand_whole(entity),
        expand_binding(entity),
        expand_home(entity),
        expand_registration(entity),
    ];
    let block = expand_block(&entity.krate, &items.into_iter().collect());
    quote! {
        #new_row
        #columns
        #uniques
        #block
        #aliases
    }
}

fn expand_impl(entity: &Entity) -> TokenStream {
    let (ident, columns) = (&entity.ident, names::columns(&entity.ident));
    let types = expand_types(entity);
    let constructor = expand_constructor(entity);
    let uniques = uniques::expand_constructor(entity);
    let decoded = expand_decoded(entity);
    let bind_key = expand_bind_key(entity);
    // An update or delete of a row is for the row as it was read.
    let version = entity.version().map(|(_, column)| column);
    let own_key = entity.keys().chain(version);
    let bind_own_key = expand_bind(own_key.map(expand_param_of_field));
    let bind_changes = expand_bind(entity.changed().map(expand_param_of_field));
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::Entity for #ident {
            #types
            fn table() -> &'static __tenant::TableDef {
                &__TABLE
            }
            fn statements() -> &'static __tenant::Statements {
                &__STATEMENTS
            }
            fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(
                __owner: __T,
                __alias: __tenant::Alias,
            ) -> #columns<__T, __N> {
                #constructor
            }
            fn uniques() -> Self::Uniques {
                #uniques
            }
            fn from_row(
                __row: __tenant::RowRef<'_>,
                __at: __tenant::usize,
            ) -> __tenant::Result<Self, __tenant::Error> {
                __tenant::Ok(Self { #decoded })
            }
            fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
                #bind_key
            }
            fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
                #bind_own_key
            }
            fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
                #bind_changes
            }
        }
    }
}

fn expand_types(entity: &Entity) -> TokenStream {
    let (ident, set) = (&entity.ident, &entity.set);
    let (columns, uniques) = (names::columns(ident), names::uniques(ident));
    let home = match &entity.home {
        Home::Tenant => quote!(#set),
        Home::Shared => quote!(__tenant::Shared<#set>),
        Home::Fixed(_) => quote!(__tenant::Fixed<#ident>),
    };
    let key_types = entity.keys().map(|column| &column.ty);
    let key = if entity.key.len() == 1 {
        quote!(#(#key_types)*)
    } else {
        quote!((#(#key_types),*))
    };
    let new = if entity.has_new_row() {
        names::new_row(ident)
    } else {
        ident.clone()
    };
    // A set that is less visible than the entity is an error at the set.
    let at = set.span().resolved_at(internal());
    let homes = quote_spanned!(at=> type Home = #home; type Set = #set;);
    quote! {
        #homes
        type Key = #key;
        type New = #new;
        type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = #columns<__T, __N>;
        type Uniques = #uniques;
    }
}

fn expand_decoded(entity: &Entity) -> TokenStream {
    let columns = entity.columns.iter().enumerate();
    let decoded = columns.map(|(index, column)| expand_decode(column, index));
    let skipped = entity.skipped.iter().map(|field| {
        let at = field.span().resolved_at(internal());
        quote_spanned!(at=> #field: __tenant::Default::default(),)
    });
    quote!(#(#decoded)* #(#skipped)*)
}

fn expand_bind_key(entity: &Entity) -> TokenStream {
    if let [index] = entity.key[..] {
        let key = quote_spanned!(internal()=> __key);
        let param = expand_param(&entity.columns[index], Action::Param, &key);
        return expand_bind(iter::once(param));
    }
    expand_bind(entity.keys().enumerate().map(|(index, column)| {
        let index = number(index);
        expand_param(
            column,
            Action::Param,
            &quote_spanned!(internal()=> &__key.#index),
        )
    }))
}

/// Expands to the impl that only an entity in a schema of its own has.
fn expand_home(entity: &Entity) -> TokenStream {
    let Home::Fixed(schema) = &entity.home else {
        return TokenStream::new();
    };
    let (ident, schema) = (&entity.ident, &schema.text);
    quote! {
        #[automatically_derived]
        impl __tenant::FixedEntity for #ident {
            const SCHEMA: &'static __tenant::str = #schema;
        }
    }
}

fn expand_registration(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    quote! {
        __tenant::inventory::submit! { __tenant::Registration::new::<#ident>() }
    }
}
