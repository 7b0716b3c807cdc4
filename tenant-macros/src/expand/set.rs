//! `#[derive(TenantSet)]`: a marker type per tenant, the impls of the set, and the hidden macro
//! that hands the list of tenants to the derive on an entity.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Visibility, ext::IdentExt};

use super::{expand_block, index::expand_index, internal, number};
use crate::{
    model::{Set, Tenant},
    names,
};

/// Expands to, for `enum Client { Client1, … }`:
///
/// ```text
/// pub struct Client1;
/// const _: () = {
///     impl Clone for Client1 { … }
///     impl StaticTenant for Client1 { … }
///     impl Variant<Client> for index::b0::I0 { type Tenant = Client1; }
///     impl TenantSet for Client { … }
/// };
/// macro_rules! __tenant_set_Client_… { … handles! { [Client1 …] … } }
/// pub use __tenant_set_Client_… as Client;
/// ```
pub(crate) fn expand_set(set: &Set) -> TokenStream {
    let markers = set.tenants.iter().map(|tenant| expand_marker(set, tenant));
    let tenants = set.tenants.iter().enumerate();
    let members = tenants.map(|(position, tenant)| expand_member(set, position, tenant));
    let (required, whole) = (expand_required(set), expand_whole(set));
    let block = expand_block(&set.krate, &quote!(#required #(#members)* #whole));
    let hidden = expand_macro(set);
    quote! {
        #(#markers)*
        #block
        #hidden
    }
}

fn expand_marker(set: &Set, tenant: &Tenant) -> TokenStream {
    let (vis, ident) = (&set.vis, &tenant.ident);
    let plain = ident.unraw();
    let schema = tenant.schema.text.escape_default();
    let doc = format!(
        " Tenant `{plain}` of [`{}`], in schema `{schema}`.",
        set.ident.unraw()
    );
    quote! {
        #[doc = #doc]
        #[allow(non_camel_case_types)]
        #vis struct #ident;
    }
}

/// Expands to what a marker type is.
///
/// By hand what could be derived: a derive writes more impls, and takes its own time, for each of a thousand.
fn expand_member(set: &Set, position: usize, tenant: &Tenant) -> TokenStream {
    let (set, ident) = (&set.ident, &tenant.ident);
    let (name, number) = (ident.unraw().to_string(), number(position));
    let index = expand_index(&quote!(__tenant), position);
    quote! {
        impl __tenant::Copy for #ident {}
        #[automatically_derived]
        impl __tenant::Clone for #ident {
            fn clone(&self) -> Self {
                *self
            }
        }
        #[automatically_derived]
        impl __tenant::Debug for #ident {
            fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
                __f.write_str(#name)
            }
        }
        impl __tenant::Eq for #ident {}
        #[automatically_derived]
        impl __tenant::PartialEq for #ident {
            fn eq(&self, _: &Self) -> __tenant::bool {
                true
            }
        }
        impl __tenant::MemberOf<#set> for #ident {}
        impl __tenant::StaticTenant for #ident {
            type Set = #set;
            const PLACE: (Self, __tenant::usize) = (#ident, #number);
        }
        impl __tenant::Variant<#set> for #index {
            type Tenant = #ident;
        }
    }
}

/// Expands to what says first, and at the set's name, which derives the set lacks.
fn expand_required(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let at = ident.span().resolved_at(internal());
    quote_spanned! {at=>
        #[allow(dead_code, trivial_bounds)]
        struct __Required
        where
            #ident: __tenant::Clone + __tenant::Copy + __tenant::Debug + __tenant::Eq;
    }
}

fn expand_whole(set: &Set) -> TokenStream {
    let ident = &set.ident;
    let name = ident.unraw().to_string();
    let shared = &set.shared.text;
    let tenants: Vec<_> = set.tenants.iter().map(|tenant| &tenant.ident).collect();
    let schemas = set.tenants.iter().map(|tenant| &tenant.schema.text);
    let indices = (0..tenants.len()).map(number);
    let others = (!set.complete).then(|| quote!(_ => 0,));
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::TenantSet for #ident {
            const NAME: &'static __tenant::str = #name;
            const ALL: &'static [Self] = &[#(Self::#tenants),*];
            const SCHEMAS: &'static [&'static __tenant::str] = &[#(#schemas),*];
            const SHARED: &'static __tenant::str = #shared;
            fn index(self) -> __tenant::usize {
                match self {
                    #(Self::#tenants => #indices,)*
                    #others
                }
            }
        }
        #[automatically_derived]
        impl __tenant::Tenant for #ident {
            fn schema(&self) -> &__tenant::str {
                __tenant::schema_of(*self)
            }
            fn target(&self) -> __tenant::Target {
                __tenant::Target::Tenant(__tenant::schema_of(*self))
            }
        }
        #[automatically_derived]
        impl __tenant::MemberOf<#ident> for #ident {}
        #[automatically_derived]
        impl __tenant::Admits<#ident> for #ident {
            fn check(&self, __other: &#ident) -> __tenant::Result<(), __tenant::Error> {
                __tenant::check_same(self, __other)
            }
        }
        #[automatically_derived]
        impl __tenant::Admits<__tenant::Shared<#ident>> for #ident {}
        #[automatically_derived]
        impl __tenant::FromStr for #ident {
            type Err = __tenant::UnknownTenant;
            fn from_str(__name: &__tenant::str) -> __tenant::Result<Self, __tenant::UnknownTenant> {
                __tenant::parse_tenant(__name)
            }
        }
        #[automatically_derived]
        impl __tenant::Display for #ident {
            fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
                __tenant::Display::fmt(__tenant::schema_of(*self), __f)
            }
        }
    }
}

/// The macro that shares the set's name: types and macros are different namespaces, so that one
/// path, and one import, reaches both.
///
/// Its caller passes the path of the library, as the caller knows it: the crate of the set may
/// know it by another name.
pub(crate) fn expand_macro(set: &Set) -> TokenStream {
    let (ident, vis) = (&set.ident, &set.vis);
    let name = names::set_macro(ident);
    let tenants = set.tenants.iter().map(|tenant| &tenant.ident);
    // Beyond its crate, a macro is visible only through this attribute.
    let export = matches!(vis, Visibility::Public(_)).then(|| quote!(#[macro_export]));
    quote! {
        #[doc(hidden)]
        #export
        #[allow(non_local_definitions, unused_macros)]
        macro_rules! #name {
            ([$($krate:tt)*] $($entity:tt)*) => {
                $($krate)*::__private::handles! { [#(#tenants)*] [$($krate)*] $($entity)* }
            };
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        #vis use #name as #ident;
    }
}
