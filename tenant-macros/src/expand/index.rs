//! The types that stand for positions in a set: `index::b2::I6` of the runtime for the seventy-first tenant.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// So many types are in a block, and so many blocks are there.
pub(super) const BLOCK: usize = 32;

/// The positions of the first round have a type of their own; those of later ones, a tuple with their round.
pub(super) const ROUND: usize = BLOCK * BLOCK;

/// Expands to the type of a position.
pub(super) fn expand_index(private: &TokenStream, position: usize) -> TokenStream {
    let (block, index) = (block(position % ROUND / BLOCK), index(position % BLOCK));
    expand_index_of(
        private,
        position / ROUND,
        quote!(#private::index::#block::#index),
    )
}

/// Expands to the type of a position, of which the round and the type within it are known.
pub(super) fn expand_index_of(
    private: &TokenStream,
    round: usize,
    within: TokenStream,
) -> TokenStream {
    if round == 0 {
        return within;
    }
    let round = expand_index(private, round);
    quote!((#round, #within))
}

/// The module of a block of a round.
pub(super) fn block(number: usize) -> Ident {
    format_ident!("b{number}")
}

/// The name of a position's type in its block.
pub(super) fn index(position: usize) -> Ident {
    format_ident!("I{position}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_position_has_a_type_of_its_own() {
        let text = |position| {
            let tokens = expand_index(&quote!(p), position);
            tokens.to_string().replace(' ', "")
        };
        assert_eq!(text(0), "p::index::b0::I0");
        assert_eq!(text(70), "p::index::b2::I6");
        assert_eq!(text(1023), "p::index::b31::I31");
        assert_eq!(text(1024), "(p::index::b0::I1,p::index::b0::I0)");
        assert_eq!(text(2055), "(p::index::b0::I2,p::index::b0::I7)");
        let all: HashSet<_> = (0..5_000).map(text).collect();
        assert_eq!(all.len(), 5_000);
    }
}
