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

use super::number;
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
/// type __FooOf<const N: usize> = Scoped<<Client as Variant<N>>::Tenant, Foo>;
/// pub type Client1Foo = __FooOf<0>;
/// ```
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
    let Handles {
        tenants,
        krate,
        set,
        vis,
        entity,
    } = handles;
    let (private, at) = (quote!(#krate::__private), at_entity(&entity));
    let of = format_ident!("__{}Of", entity.unraw(), span = at);
    let doc = format!(
        " The tenant's table of [`{}`], and a row of it.",
        entity.unraw()
    );
    // Half the cost of an alias was its tokens; so what they have in common is an alias of its own,
    // and a macro by example, which the compiler itself expands, writes the rest. An attribute
    // costs as much as a third of an alias, so the list of lints is as short as it can be.
    let mut lints = quote!(dead_code);
    let mut aliases = TokenStream::new();
    for (index, tenant) in tenants.iter().enumerate() {
        let alias = names::alias(tenant, &entity);
        if !is_camel_case(&alias) {
            lints = quote!(dead_code, non_camel_case_types);
        }
        aliases.append(alias);
        aliases.append(number(index));
    }
    quote_spanned! {at=>
        #[doc(hidden)]
        #[allow(dead_code, deprecated, non_camel_case_types)]
        #vis type #of<const __N: #private::usize> =
            #private::Scoped<<#set as #private::Variant<__N>>::Tenant, #entity>;
        #private::aliases! { #doc (#lints) #vis type #of #aliases }
    }
}

/// Whether rustc surely takes the name for camel case.
fn is_camel_case(name: &Ident) -> bool {
    let name = name.to_string();
    !name.contains('_') && !name.starts_with(char::is_lowercase)
}
