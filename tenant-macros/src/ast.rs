//! The items that the derives read, as written: their shape and their options. Nothing is
//! resolved here; an item of the wrong shape is kept as far as it goes.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{
    Attribute, Data, DataEnum, DataStruct, DeriveInput, Fields, Generics, Type, Visibility,
    spanned::Spanned,
};

use crate::{
    attr::{Options, Place, TENANT},
    diag::Errors,
};

/// What all items have.
pub(crate) struct Item {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) options: Options,
    /// Whether it has parameters, which only a row may have.
    pub(crate) generic: bool,
}

/// The enum of `#[derive(TenantSet)]`.
pub(crate) struct Set {
    pub(crate) item: Item,
    /// Its variants; none when it is no enum.
    pub(crate) variants: Vec<Variant>,
    /// Whether each variant is one without data, and the item an enum.
    pub(crate) complete: bool,
}

/// A variant without data.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) options: Options,
}

/// The struct of `#[derive(Entity)]`.
pub(crate) struct Entity {
    pub(crate) item: Item,
    /// Its fields; none when it is no struct with named fields.
    pub(crate) fields: Vec<Field>,
}

/// A field of an entity.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) ty: Type,
    pub(crate) options: Options,
}

/// The item of `#[derive(Value)]`.
pub(crate) struct Value {
    pub(crate) item: Item,
    /// `None` when it is neither.
    pub(crate) shape: Option<Shape>,
    /// Whether it is a union, for which no `Debug` can be derived.
    pub(crate) union: bool,
}

/// The struct of `#[derive(FromRow)]`.
pub(crate) struct Row {
    pub(crate) item: Item,
    pub(crate) generics: Generics,
    /// Its fields, of which there is one at least.
    pub(crate) fields: Fields,
}

/// The shapes that can be a value.
pub(crate) enum Shape {
    /// A struct of one field: its name, unless it is a tuple, and its type.
    Newtype(Option<Ident>, Box<Type>),
    /// An enum whose variants have no data.
    Enum(Vec<Variant>),
}

impl Item {
    fn from_syn(input: &DeriveInput, place: Place, errors: &Errors) -> Self {
        Self {
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            options: Options::from_syn(&input.attrs, place, errors),
            generic: !input.generics.params.is_empty(),
        }
    }

    /// The same, of an item that is not to have parameters.
    fn plain(input: &DeriveInput, place: Place, what: &str, errors: &Errors) -> Self {
        if !input.generics.params.is_empty() {
            let message = format!(
                "{what} cannot be generic; remove the parameters of `{}`",
                input.ident
            );
            errors.push_over(&input.generics.params, message);
        }
        Self::from_syn(input, place, errors)
    }
}

impl Set {
    pub(crate) fn from_syn(input: TokenStream, errors: &Errors) -> Option<Self> {
        let input = read_item(input, errors)?;
        let item = Item::plain(&input, Place::Set, "tenant sets", errors);
        let Data::Enum(data) = &input.data else {
            let (span, kind) = describe(&input.data);
            let message = format!("`{}` is {kind}; a tenant set is an enum", input.ident);
            errors.push(span, message);
            return Some(Self {
                item,
                variants: Vec::new(),
                complete: false,
            });
        };
        if data.variants.is_empty() {
            let message = format!("tenant set `{}` is empty; list its tenants", input.ident);
            errors.push(input.ident.span(), message);
        }
        let variants = plain_variants(&data.variants, Place::Tenant, errors, |variant, data| {
            format!("tenant `{variant}` cannot hold data; remove {data}")
        });
        Some(Self {
            item,
            complete: variants.len() == data.variants.len() && !variants.is_empty(),
            variants,
        })
    }
}

impl Entity {
    pub(crate) fn from_syn(input: TokenStream, errors: &Errors) -> Option<Self> {
        let input = read_item(input, errors)?;
        let item = Item::plain(&input, Place::Entity, "entities", errors);
        let mut fields = Vec::new();
        if let Data::Struct(DataStruct {
            fields: Fields::Named(named),
            ..
        }) = &input.data
        {
            let read = |field| Field::from_syn(field, errors);
            fields.extend(named.named.iter().filter_map(read));
        }
        if fields.is_empty() {
            let (span, kind) = describe(&input.data);
            let message = format!(
                "`{}` is {kind}; an entity is a struct with named fields",
                input.ident
            );
            errors.push(span, message);
        }
        Some(Self { item, fields })
    }
}

impl Field {
    fn from_syn(field: &syn::Field, errors: &Errors) -> Option<Self> {
        let attributes = field.attrs.iter();
        let docs = attributes.filter(|attribute| attribute.path().is_ident("doc"));
        Some(Self {
            ident: field.ident.clone()?,
            vis: field.vis.clone(),
            docs: docs.cloned().collect(),
            ty: field.ty.clone(),
            options: Options::from_syn(&field.attrs, Place::Field, errors),
        })
    }
}

impl Value {
    pub(crate) fn from_syn(input: TokenStream, errors: &Errors) -> Option<Self> {
        let input = read_item(input, errors)?;
        let item = Item::plain(&input, Place::Value, "values", errors);
        let shape = Shape::from_syn(&input, errors);
        Some(Self {
            item,
            shape,
            union: matches!(input.data, Data::Union(_)),
        })
    }
}

impl Shape {
    fn from_syn(input: &DeriveInput, errors: &Errors) -> Option<Self> {
        let (span, kind) = match &input.data {
            Data::Enum(data) => return Self::from_enum(&input.ident, data, errors),
            Data::Struct(data) => match data.fields.iter().next() {
                Some(field) if data.fields.len() == 1 => {
                    return Some(Self::from_field(field, errors));
                }
                Some(_) => (data.fields.span(), "a struct of several fields"),
                None => describe(&input.data),
            },
            Data::Union(_) => describe(&input.data),
        };
        let message = format!(
            "`{}` is {kind}; a value has one field, or is an enum without data",
            input.ident
        );
        errors.push(span, message);
        None
    }

    fn from_enum(ident: &Ident, data: &DataEnum, errors: &Errors) -> Option<Self> {
        if data.variants.is_empty() {
            let message = format!("value `{ident}` is empty; list its variants");
            errors.push(ident.span(), message);
            return None;
        }
        let variants = plain_variants(&data.variants, Place::Text, errors, |variant, data| {
            format!("variant `{variant}` of a value cannot hold data; remove {data}")
        });
        (variants.len() == data.variants.len()).then_some(Self::Enum(variants))
    }

    fn from_field(field: &syn::Field, errors: &Errors) -> Self {
        refuse_options(field, "value", errors);
        Self::Newtype(field.ident.clone(), Box::new(field.ty.clone()))
    }
}

impl Row {
    pub(crate) fn from_syn(input: TokenStream, errors: &Errors) -> Option<Self> {
        let input = read_item(input, errors)?;
        let item = Item::from_syn(&input, Place::Row, errors);
        let fields = match input.data {
            Data::Struct(data) if !data.fields.is_empty() => data.fields,
            data => {
                let (span, kind) = describe(&data);
                let message = format!(
                    "`{}` is {kind}; a row is a struct with a field for each column",
                    input.ident
                );
                errors.push(span, message);
                return None;
            }
        };
        for field in &fields {
            refuse_options(field, "row", errors);
        }
        Some(Self {
            item,
            generics: input.generics,
            fields,
        })
    }
}

/// Reports options of a field that has none.
fn refuse_options(field: &syn::Field, what: &str, errors: &Errors) {
    for attribute in &field.attrs {
        if attribute.path().is_ident(TENANT) {
            let message = format!("the field of a {what} takes no options; remove this");
            errors.push_over(&attribute.meta, message);
        }
    }
}

fn read_item(input: TokenStream, errors: &Errors) -> Option<DeriveInput> {
    syn::parse2(input)
        .map_err(|error| errors.push_syn(error))
        .ok()
}

/// Reads the variants without data and reports the others.
fn plain_variants<'a>(
    variants: impl IntoIterator<Item = &'a syn::Variant>,
    place: Place,
    errors: &Errors,
    message: impl Fn(&Ident, &str) -> String,
) -> Vec<Variant> {
    let mut plain = Vec::new();
    for variant in variants {
        let options = Options::from_syn(&variant.attrs, place, errors);
        // `A()` and `A {}` hold no data, but cannot be named as a constant either.
        if matches!(variant.fields, Fields::Unit) {
            plain.push(Variant {
                ident: variant.ident.clone(),
                options,
            });
        } else {
            let data = match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.is_empty() => "the parentheses",
                Fields::Named(fields) if fields.named.is_empty() => "the braces",
                _ => "the data",
            };
            errors.push_over(&variant.fields, message(&variant.ident, data));
        }
    }
    plain
}

/// Says what an item is, and where that is written.
fn describe(data: &Data) -> (Span, &'static str) {
    match data {
        Data::Enum(data) => (data.enum_token.span, "an enum"),
        Data::Union(data) => (data.union_token.span, "a union"),
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if fields.named.is_empty() => {
                (data.struct_token.span, "a struct without fields")
            }
            Fields::Named(_) => (data.struct_token.span, "a struct"),
            Fields::Unnamed(fields) => (fields.span(), "a tuple struct"),
            Fields::Unit => (data.struct_token.span, "a unit struct"),
        },
    }
}
