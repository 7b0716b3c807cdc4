//! `#[derive(Value)]`: a newtype is what it wraps; an enum is text with a CHECK.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::{expand_block, field::as_value, internal, number};
use crate::model::{Shape, Text, Value};

/// Expands to the impls of `Value`, `Element`, `ToSql` and `FromSql`.
pub(crate) fn expand_value(value: &Value) -> TokenStream {
    let items = match &value.shape {
        Shape::Newtype(field, ty) => expand_newtype(&value.ident, field.as_ref(), ty),
        Shape::Enum(texts) => expand_enum(&value.ident, texts),
        Shape::Unknown => TokenStream::new(),
    };
    expand_block(&value.krate, &items)
}

/// A bound behind a `for` may be false: then the type is no element, no text, or no value at all,
/// and only the line that says so at the field is an error.
fn expand_newtype(ident: &Ident, field: Option<&Ident>, ty: &Type) -> TokenStream {
    let inside = field.map_or_else(|| quote!(0), |field| quote!(#field));
    let value = as_value(ty, &quote!(#ty));
    let codec = expand_newtype_codec(ident, &inside, ty);
    quote_spanned! {internal()=>
        const _: __tenant::SqlType = #value::TYPE;
        #[automatically_derived]
        impl __tenant::Value for #ident where for<'x> #ty: __tenant::Value {
            type NotNull = Self;
            type Lift<__U: __tenant::Value> = __U;
            const TYPE: __tenant::SqlType = #value::TYPE;
            fn pg_type() -> __tenant::Type {
                #value::pg_type()
            }
        }
        #[automatically_derived]
        impl __tenant::Element for #ident where for<'x> #ty: __tenant::Element {}
        #[automatically_derived]
        impl __tenant::TextValue for #ident where for<'x> #ty: __tenant::TextValue {}
        #codec
    }
}

fn expand_newtype_codec(ident: &Ident, inside: &TokenStream, ty: &Type) -> TokenStream {
    let checked = expand_checked();
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::ToSql for #ident where for<'x> #ty: __tenant::Value {
            fn to_sql(
                &self,
                __ty: &__tenant::Type,
                __out: &mut __tenant::BytesMut,
            ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
                __tenant::ToSql::to_sql(&self.#inside, __ty, __out)
            }
            fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
                <#ty as __tenant::ToSql>::accepts(__ty)
            }
            #checked
        }
        #[automatically_derived]
        impl<'a> __tenant::FromSql<'a> for #ident where for<'x> #ty: __tenant::Value {
            fn from_sql(
                __ty: &__tenant::Type,
                __raw: &'a [__tenant::u8],
            ) -> __tenant::Result<Self, __tenant::BoxError> {
                __tenant::Ok(Self { #inside: __tenant::FromSql::from_sql(__ty, __raw)? })
            }
            fn from_sql_null(__ty: &__tenant::Type) -> __tenant::Result<Self, __tenant::BoxError> {
                __tenant::Ok(Self { #inside: __tenant::FromSql::from_sql_null(__ty)? })
            }
            fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
                <#ty as __tenant::FromSql<'a>>::accepts(__ty)
            }
        }
    }
}

fn expand_enum(ident: &Ident, texts: &[Text]) -> TokenStream {
    let variants: Vec<_> = texts.iter().map(|text| &text.ident).collect();
    let names = texts.iter().map(|text| &text.text.text);
    let indices = (0..variants.len()).map(number);
    let codec = expand_enum_codec(ident);
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::TextEnum for #ident {
            const ALL: &'static [Self] = &[#(Self::#variants),*];
            const TEXTS: &'static [&'static __tenant::str] = &[#(#names),*];
            fn index(&self) -> __tenant::usize {
                match self {
                    #(Self::#variants => #indices,)*
                }
            }
        }
        #[automatically_derived]
        impl __tenant::Value for #ident {
            type NotNull = Self;
            type Lift<__U: __tenant::Value> = __U;
            const TYPE: __tenant::SqlType =
                __tenant::SqlType::text_enum(<Self as __tenant::TextEnum>::TEXTS);
            fn pg_type() -> __tenant::Type {
                __tenant::Type::TEXT
            }
        }
        #[automatically_derived]
        impl __tenant::Element for #ident {}
        #codec
    }
}

fn expand_enum_codec(ident: &Ident) -> TokenStream {
    let checked = expand_checked();
    quote_spanned! {internal()=>
        #[automatically_derived]
        impl __tenant::ToSql for #ident {
            fn to_sql(
                &self,
                __ty: &__tenant::Type,
                __out: &mut __tenant::BytesMut,
            ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
                __tenant::enum_to_sql(self, __ty, __out)
            }
            fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
                __tenant::enum_accepts(__ty)
            }
            #checked
        }
        #[automatically_derived]
        impl<'a> __tenant::FromSql<'a> for #ident {
            fn from_sql(
                __ty: &__tenant::Type,
                __raw: &'a [__tenant::u8],
            ) -> __tenant::Result<Self, __tenant::BoxError> {
                __tenant::enum_from_sql(__ty, __raw)
            }
            fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
                __tenant::enum_accepts(__ty)
            }
        }
    }
}

/// Expands to the method that postgres-types has a macro for, which needs the prelude.
pub(crate) fn expand_checked() -> TokenStream {
    quote_spanned! {internal()=>
        fn to_sql_checked(
            &self,
            __ty: &__tenant::Type,
            __out: &mut __tenant::BytesMut,
        ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
            __tenant::to_sql_checked(self, __ty, __out)
        }
    }
}
