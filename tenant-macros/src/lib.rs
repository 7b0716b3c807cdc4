//! The derives of the `tenant` crate. Use them from there: what they expand to names its items.
//!
//! Each derive is one pipeline: parse, resolve, validate; stop if there are errors; expand.

mod ast;
mod attr;
mod derive;
mod diag;
mod expand;
mod fallback;
mod model;
mod names;
mod resolve;
mod sql;
#[cfg(test)]
mod tests;
mod valid;

use proc_macro::TokenStream;

/// TODO
#[proc_macro_derive(TenantSet, attributes(tenant))]
pub fn derive_tenant_set(input: TokenStream) -> TokenStream {
    derive::derive_set(input.into()).into()
}

/// TODO
#[proc_macro_derive(Entity, attributes(tenant))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    derive::derive_entity(input.into()).into()
}

/// TODO
#[proc_macro_derive(Value, attributes(tenant))]
pub fn derive_value(input: TokenStream) -> TokenStream {
    derive::derive_value(input.into()).into()
}

/// Writes the handles of an entity; called by what `#[derive(Entity)]` expands to.
#[doc(hidden)]
#[proc_macro]
pub fn handles(input: TokenStream) -> TokenStream {
    expand::expand_handles(input.into()).into()
}
