//! `#[derive(FromRow)]`: a struct that a row of a text is read into, field by field.
//!
//! ```text
//! impl<T> FromRow<T> for Summary where String: FromRow<T>, i64: FromRow<T> { … }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Data, DeriveInput, Fields, LitStr, Path, Type, parse_quote, spanned::Spanned};

use crate::diag::Errors;

pub(crate) fn derive_row(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => {
            errors.push_syn(error);
            return errors.check().err().unwrap_or_default();
        }
    };
    let krate = krate(&input, &errors);
    let fields = fields(&input, &errors);
    match errors.check() {
        Ok(()) => expand(&input, &krate, fields),
        Err(errors) => errors,
    }
}

/// Where the library is.
fn krate(input: &DeriveInput, errors: &Errors) -> Path {
    let mut krate: Path = parse_quote!(::tenant);
    for attribute in &input.attrs {
        if !attribute.path().is_ident("tenant") {
            continue;
        }
        let read = attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("crate") {
                return Err(meta.error("unknown option; a row has only `crate`"));
            }
            krate = meta.value()?.parse::<LitStr>()?.parse()?;
            Ok(())
        });
        if let Err(error) = read {
            errors.push_syn(error);
        }
    }
    krate
}

fn fields<'a>(input: &'a DeriveInput, errors: &Errors) -> Option<&'a Fields> {
    match &input.data {
        Data::Struct(data) if !data.fields.is_empty() => Some(&data.fields),
        Data::Struct(_) => {
            errors.push(
                input.ident.span(),
                format!(
                    "`{}` has no field; give it one for each column of the row",
                    input.ident
                ),
            );
            None
        }
        Data::Enum(_) | Data::Union(_) => {
            errors.push(
                input.ident.span(),
                format!(
                    "`{}` is no struct; a row is read into a struct, with a field for each column",
                    input.ident
                ),
            );
            None
        }
    }
}

fn expand(input: &DeriveInput, krate: &Path, fields: Option<&Fields>) -> TokenStream {
    let site = Span::mixed_site();
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    let types: Vec<&Type> = fields.iter().map(|field| &field.ty).collect();
    let members = fields.iter().enumerate().map(|(index, field)| {
        field
            .ident
            .clone()
            .map_or_else(|| syn::Member::Unnamed(index.into()), syn::Member::Named)
    });
    let row = quote_spanned!(site=> #krate::__private::FromRow<__T>);
    let mut generics = input.generics.clone();
    generics
        .params
        .push(parse_quote!(__T: #krate::__private::Tenant));
    let clause = generics.make_where_clause();
    for ty in &types {
        let bound = quote_spanned!(ty.span().resolved_at(site)=> #ty: #row);
        clause.predicates.push(parse_quote!(#bound));
    }
    let (impl_generics, _, clause) = generics.split_for_impl();
    let (_, own_generics, _) = input.generics.split_for_impl();
    let ident = &input.ident;
    quote_spanned! {site=>
        #[automatically_derived]
        impl #impl_generics #row for #ident #own_generics #clause {
            fn width() -> #krate::__private::usize {
                0 #(+ <#types as #row>::width())*
            }

            fn check(
                __reader: &mut #krate::__private::Reader<'_>,
            ) -> #krate::__private::Result<(), #krate::__private::Error> {
                #(<#types as #row>::check(__reader)?;)*
                #krate::__private::Ok(())
            }

            fn read(
                __tenant: __T,
                __row: #krate::__private::RowRef<'_>,
                __at: &mut #krate::__private::usize,
            ) -> #krate::__private::Result<Self, #krate::__private::Error> {
                #krate::__private::Ok(Self {
                    #(#members: <#types as #row>::read(__tenant, __row, __at)?,)*
                })
            }
        }
    }
}
