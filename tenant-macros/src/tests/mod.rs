//! Tests of whole derives: what they expand to, what they report, and that they never panic.

mod errors;
mod expansions;
mod mutations;
#[cfg(feature = "sql")]
mod queries;
mod quoting;

use proc_macro2::TokenStream;

/// A derive, as the tests call it.
type Derive = fn(TokenStream) -> TokenStream;

/// The expansion as rustfmt would lay it out.
fn render(expansion: TokenStream) -> String {
    let file = syn::parse2(expansion).expect("an expansion is made of items");
    prettyplease::unparse(&file)
}
