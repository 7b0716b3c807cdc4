//! What types a value: the column that it stands beside, a cast, or the hole itself.

use proc_macro2::TokenStream;
use quote::quote;
use sqlparser::ast::{ArrayElemTypeDef, DataType};
use syn::{Ident, Path};

/// A column of an entity.
#[derive(Clone)]
pub(super) struct Column {
    /// As it is written before the dot.
    pub(super) alias: Ident,
    pub(super) entity: Path,
    pub(super) field: Ident,
}

/// What says the type of a value.
#[derive(Clone)]
pub(super) enum Typed {
    /// A column that it is compared with: its type, not null.
    Compared(Column),
    /// A column that it is stored in.
    Assigned(Column),
    /// A column that it may or may not be distinct from: its type, nullable.
    Distinct(Column),
    /// A column that is compared with each element of it.
    Listed(Column),
    /// A type of Rust.
    Rust(TokenStream),
    /// A cast to a type that several types of Rust are stored as: its own.
    Own,
}

impl Typed {
    /// The type of a value that is cast.
    pub(super) fn of_cast(ty: &DataType) -> Self {
        match rust_type(ty) {
            Some(ty) => Self::Rust(quote!(::core::option::Option<#ty>)),
            None => Self::Own,
        }
    }
}

/// The one type of Rust that is stored as an SQL type.
fn rust_type(ty: &DataType) -> Option<TokenStream> {
    Some(match ty {
        DataType::BigInt(_) | DataType::Int8(_) => quote!(::core::primitive::i64),
        DataType::Int(_) | DataType::Integer(_) | DataType::Int4(_) => {
            quote!(::core::primitive::i32)
        }
        DataType::SmallInt(_) | DataType::Int2(_) => quote!(::core::primitive::i16),
        DataType::Text | DataType::Varchar(_) | DataType::CharacterVarying(_) => {
            quote!(::std::string::String)
        }
        DataType::Boolean | DataType::Bool => quote!(::core::primitive::bool),
        DataType::Real | DataType::Float4 => quote!(::core::primitive::f32),
        DataType::DoublePrecision | DataType::Float8 => quote!(::core::primitive::f64),
        DataType::Bytea => quote!(::std::vec::Vec<::core::primitive::u8>),
        DataType::Array(ArrayElemTypeDef::SquareBracket(element, _)) => {
            let element = rust_type(element)?;
            quote!(::std::vec::Vec<#element>)
        }
        _ => return None,
    })
}
