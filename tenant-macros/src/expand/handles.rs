//! The handles: per tenant and table nothing but an alias.
//!
//! `handles!` is what the hidden macro of a set calls: it gets the list of tenants from there
//! and the entity from the derive.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{TokenStreamExt, format_ident, quote, quote_spanned};
use syn::{
    Path, Token, Visibility, bracketed,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use super::index::{BLOCK, ROUND, block, expand_index_of, index};
use crate::{
    model::{Entity, Home},
    names,
};

/// Expands to the aliases of an entity: by way of the set's hidden macro when it has one in each
/// tenant's schema.
pub(crate) fn expand_aliases(entity: &Entity) -> TokenStream {
    let (krate, vis, ident, set) = (&entity.krate, &entity.vis, &entity.ident, &entity.set);
    let private = quote!(#krate::__private);
    let (prefix, tenant, place) = match &entity.home {
        Home::Tenant => return quote!(#set! { [#krate] #set, #vis #ident }),
        Home::Shared => (
            "Shared",
            quote!(#private::Shared<#set>),
            "the shared schema",
        ),
        Home::Fixed(_) => ("Fixed", quote!(#private::Fixed<#ident>), "its own schema"),
    };
    let alias = names::alias(&Ident::new(prefix, Span::call_site()), ident);
    let doc = format!(
        " A row of [`{}`] in {place}, and its table handle.",
        ident.unraw()
    );
    let at = at_entity(ident);
    quote_spanned! {at=>
        #[doc = #doc]
        #[allow(dead_code, deprecated, non_camel_case_types)]
        #vis type #alias = #private::Scoped<#tenant, #ident>;
    }
}

/// Where an alias stands: a name that is taken is an error at the entity that generates it.
fn at_entity(entity: &Ident) -> Span {
    entity.span().resolved_at(Span::call_site())
}

/// What `handles!` is called with: `[Client1 Client2] [::tenant] path::Client, pub Foo`.
struct Handles {
    tenants: Vec<Ident>,
    krate: Path,
    set: Path,
    vis: Visibility,
    entity: Ident,
}

impl Parse for Handles {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (tenants, krate);
        bracketed!(tenants in input);
        bracketed!(krate in input);
        let mut list = Vec::new();
        while !tenants.is_empty() {
            list.push(tenants.parse()?);
        }
        let krate = krate.parse()?;
        let set = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok(Self {
            tenants: list,
            krate,
            set,
            vis: input.parse()?,
            entity: input.parse()?,
        })
    }
}

/// Expands to an alias per tenant:
///
/// ```text
/// type __FooOf<I> = Scoped<<I as Variant<Client>>::Tenant, Foo>;
/// use index::b0 as __FooAt0;
/// pub type Client1Foo = __FooOf<__FooAt0::I0>;
/// ```
///
/// A second round of positions has names of its own, `__FooOf1_` and `__FooAt1_0`.
///
/// The markers are reached through the set, whose path may be a re-export that leaves them
/// behind.
pub(crate) fn expand_handles(input: TokenStream) -> TokenStream {
    let handles: Handles = match syn::parse2(input) {
        Ok(handles) => handles,
        Err(error) => {
            let message = "`handles!` is for `#[derive(Entity)]` to call; use the derive";
            return syn::Error::new(error.span(), message).to_compile_error();
        }
    };
    let rounds = handles.tenants.chunks(ROUND).enumerate();
    rounds
        .map(|(round, tenants)| handles.expand_round(round, tenants))
        .collect()
}

// Half the cost of an alias was its tokens, and much of the rest the segments of its path. So what aliases have
// in common is an alias of its own, their positions are imported by blocks, and a macro by example, which the
// compiler itself expands, writes the rest.
impl Handles {
    /// Expands to the aliases of the tenants of one round of positions.
    fn expand_round(&self, round: usize, tenants: &[Ident]) -> TokenStream {
        let (set, vis, entity) = (&self.set, &self.vis, &self.entity);
        let private = self.private();
        let position = expand_index_of(&private, round, quote!(__I));
        let of = self.hidden(&format!("Of{}", nonzero(round)));
        let blocks = tenants.chunks(BLOCK).enumerate();
        let blocks = blocks.map(|(block, tenants)| {
            let at = self.hidden(&format!("At{}{block}", nonzero(round)));
            self.expand_block(&of, &at, block, tenants)
        });
        let at = at_entity(entity);
        quote_spanned! {at=>
            #[doc(hidden)]
            #[allow(dead_code, deprecated, non_camel_case_types)]
            #vis type #of<__I> =
                #private::Scoped<<#position as #private::Variant<#set>>::Tenant, #entity>;
            #(#blocks)*
        }
    }

    /// Expands to those of one block.
    fn expand_block(
        &self,
        of: &Ident,
        at: &Ident,
        number: usize,
        tenants: &[Ident],
    ) -> TokenStream {
        let (private, vis, entity) = (self.private(), &self.vis, &self.entity);
        let block = block(number);
        let mut aliases = TokenStream::new();
        for (position, tenant) in tenants.iter().enumerate() {
            aliases.append(names::alias(tenant, entity));
            aliases.append(index(position));
        }
        let doc = format!(
            " The tenant's table of [`{}`], and a row of it.",
            entity.unraw()
        );
        quote! {
            #[doc(hidden)]
            #[allow(unused_imports)]
            use #private::index::#block as #at;
            #private::aliases! { #doc #vis type #of #at #aliases }
        }
    }

    fn private(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }

    /// A name for what the aliases have in common.
    fn hidden(&self, what: &str) -> Ident {
        format_ident!(
            "__{}{what}",
            self.entity.unraw(),
            span = at_entity(&self.entity)
        )
    }
}

/// The number of a round in a name; the first has none.
fn nonzero(round: usize) -> String {
    if round == 0 {
        String::new()
    } else {
        format!("{round}_")
    }
}
