//! A derive must not panic, whatever it is given: options are dropped, doubled, swapped and cut
//! at random, and each result must still be a list of items.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::{Derive, render};
use crate::{
    derive::{derive_entity, derive_row, derive_set, derive_value},
    expand::expand_handles,
};

/// A small xorshift generator: the same inputs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

const WORDS: [&str; 30] = [
    "check",
    "column",
    "crate",
    "default",
    "derive",
    "generated",
    "index",
    "json",
    "key",
    "new",
    "on_delete",
    "references",
    "rename",
    "rename_all",
    "schema",
    "set",
    "shared",
    "skip",
    "table",
    "unique",
    "tenant",
    "colum",
    "cascade",
    "enum",
    "struct",
    "union",
    "self",
    "fn",
    "doc",
    "pub",
];

fn random_token(random: &mut Random) -> TokenTree {
    let at = Span::call_site();
    match random.below(8) {
        0 => Literal::string("").into(),
        1 => Literal::string(&"ü\0\"".repeat(random.below(30))).into(),
        2 => Literal::i64_suffixed(-1).into(),
        3 => Punct::new(['=', ',', '<', '#', ':'][random.below(5)], Spacing::Alone).into(),
        4 => Group::new(
            [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None][random.below(3)],
            TokenStream::from(random_token(random)),
        )
        .into(),
        5 => Ident::new_raw(["type", "id", "fn"][random.below(3)], at).into(),
        _ => Ident::new(WORDS[random.below(WORDS.len())], at).into(),
    }
}

/// Changes about one token in `rarity`, at every depth.
fn mutate(tokens: TokenStream, random: &mut Random, rarity: usize) -> TokenStream {
    let mut changed = Vec::new();
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let inside = mutate(group.stream(), random, rarity);
                Group::new(group.delimiter(), inside).into()
            }
            other => other,
        };
        match random.below(rarity * 4) {
            0 => {}
            1 => changed.extend([token.clone(), token]),
            2 => changed.push(random_token(random)),
            3 => changed.extend([token, random_token(random)]),
            _ => changed.push(token),
        }
    }
    if !changed.is_empty() && random.below(rarity * 2) == 0 {
        changed.truncate(random.below(changed.len()));
    }
    changed.into_iter().collect()
}

fn inputs() -> [(Derive, TokenStream); 5] {
    let set = quote! {
        #[tenant(shared = "common", crate = "::tenant")]
        pub enum Client { Client1, #[tenant(schema = "acme-corp")] Acme, New }
    };
    let entity = quote! {
        #[tenant(set = crate::Client, table = "foos", rename_all = "camelCase", schema = "audit")]
        #[tenant(unique(author, kind), index(id), check = "id > 0", new(derive(Debug)), crate = x)]
        pub struct Foo {
            /// Numbered by the server.
            #[tenant(key, generated)]
            pub id: i64,
            #[tenant(references = Author, on_delete = cascade, index)]
            pub author: Option<i64>,
            #[tenant(default = "'open'", check = "kind <> ''", column = "type", unique)]
            pub kind: String,
            #[tenant(json)]
            pub settings: Option<Settings>,
            #[tenant(skip)]
            pub cache: [u8; { 1 << 4 }],
        }
    };
    let value = quote! {
        #[tenant(rename_all = "kebab-case", crate = "::tenant")]
        pub enum Status { Open, #[tenant(rename = "done")] Closed }
    };
    let row = quote! {
        #[tenant(crate = "::tenant")]
        pub struct Summary<T: Tenant> {
            /// Who wrote them.
            pub author: Scoped<T, Author>,
            pub r#type: [u8; { 1 << 4 }],
        }
    };
    let handles = quote!([Client1 r#Async] [::tenant] crate::tenants::Client, pub Foo);
    [
        (derive_set, set),
        (derive_entity, entity),
        (derive_value, value),
        (derive_row, row),
        (expand_handles, handles),
    ]
}

#[test]
fn nothing_panics() {
    for (derive, input) in inputs() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for round in 0..600 {
            let mutated = mutate(input.clone(), &mut random, 4 + round % 40);
            let text = mutated.to_string();
            let expansion = std::panic::catch_unwind(|| derive(text.parse().unwrap_or_default()));
            let expansion = expansion.unwrap_or_else(|_| panic!("panicked at\n{text}"));
            let items = syn::parse2::<syn::File>(expansion);
            assert!(items.is_ok(), "no list of items for\n{text}");
        }
    }
}

#[test]
fn every_derive_survives_every_item() {
    for (_, item) in inputs() {
        for (derive, _) in inputs() {
            render(derive(item.clone()));
        }
    }
}
