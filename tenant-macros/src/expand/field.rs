//! One column's value: the type that it stores, how it is decoded, and how it is bound.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use super::{internal, number};
use crate::model::{Column, Storage};

/// What the runtime does with a value.
#[derive(Clone, Copy)]
pub(super) enum Action {
    /// Names it in SQL.
    Type,
    Decode,
    /// Sends it.
    Param,
    /// Sends an option of which none is left to the column's default.
    ParamOrDefault,
}

/// The type that a column stores: the field's, or JSON of it.
pub(super) fn stored_type(column: &Column, private: &TokenStream) -> TokenStream {
    let ty = &column.ty;
    match &column.storage {
        Storage::Plain => quote!(#ty),
        Storage::Json => quote!(#private::Json<#ty>),
        Storage::JsonOption(content) => quote!(#private::Option<#private::Json<#content>>),
    }
}

/// `<Ty as Value>`, at the place of the type.
pub(super) fn as_value(ty: &Type, stored: &TokenStream) -> TokenStream {
    quote_spanned!(ty.span().resolved_at(internal())=> <#stored as __tenant::Value>)
}

/// Expands to the initializer of a field from a row.
pub(super) fn expand_decode(column: &Column, index: usize) -> TokenStream {
    let (field, index) = (&column.ident, number(index));
    let decode = expand_function(column, Action::Decode);
    quote_spanned!(internal()=> #field: #decode(__row, __at + #index)?,)
}

/// Expands to a value as a parameter.
pub(super) fn expand_param(column: &Column, action: Action, value: &TokenStream) -> TokenStream {
    let param = expand_function(column, action);
    quote_spanned!(internal()=> #param(#value))
}

/// Expands to the field of `self` as a parameter.
pub(super) fn expand_param_of_field(column: &Column) -> TokenStream {
    let field = &column.ident;
    expand_param(
        column,
        Action::Param,
        &quote_spanned!(internal()=> &self.#field),
    )
}

/// Expands to the statement that appends parameters.
pub(super) fn expand_bind(params: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote_spanned!(internal()=> __to.extend([#(#params),*]);)
}

/// Expands to the runtime's function, or constant, for this kind of column.
///
/// Every use of a field's type goes through one path, `<Ty as Value>` or `<Ty as JsonContent>`, so
/// that a type that fits no column is reported once, at the field.
pub(super) fn expand_function(column: &Column, action: Action) -> TokenStream {
    let option = matches!(column.storage, Storage::JsonOption(_));
    let name = match (action, option) {
        (Action::Type, false) => "TYPE",
        (Action::Type, true) => "OPTION_TYPE",
        (Action::Decode, false) => "decode",
        (Action::Decode, true) => "decode_option",
        (Action::Param, false) => "param",
        (Action::Param, true) => "param_option",
        (Action::ParamOrDefault, false) => "param_or_default",
        (Action::ParamOrDefault, true) => "param_option_or_default",
    };
    let name = Ident::new(name, internal());
    let content = match &column.storage {
        Storage::Plain => {
            let value = as_value(&column.ty, &stored_type(column, &quote!(__tenant)));
            return quote!(#value::#name);
        }
        Storage::Json => &column.ty,
        Storage::JsonOption(content) => content,
    };
    let span = column.ty.span().resolved_at(internal());
    quote_spanned!(span=> <#content as __tenant::JsonContent>::#name)
}
