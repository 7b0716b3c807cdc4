//! What is emitted beside the errors, so that no others follow from them: the same items as
//! without errors where the model is good enough, or else stand-ins that type-check.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ast, attr, expand,
    model::{Entity, Home, Row, Set, Shape, Value},
};

/// Emits the set with the tenants that can be named, and always the hidden macro: without it,
/// each entity of the set would report a macro that cannot be found.
pub(crate) fn expand_set(ast: &ast::Set, mut set: Set, errors: &TokenStream) -> TokenStream {
    let given = set.tenants.len();
    // A marker of the set's own name would be defined twice.
    set.tenants.retain(|tenant| tenant.ident != set.ident);
    set.complete &= set.tenants.len() == given;
    if ast.item.generic {
        set.tenants.clear();
        let hidden = expand::expand_macro(&set);
        return quote!(#errors #hidden);
    }
    let items = expand::expand_set(&set);
    quote!(#errors #items)
}

/// Emits the entity as far as it is known: its handles need the set, and its impl needs columns.
pub(crate) fn expand_entity(
    ast: &ast::Entity,
    entity: &Entity,
    errors: &TokenStream,
) -> TokenStream {
    if ast.item.generic {
        return errors.clone();
    }
    let has_set = ast.item.options.has(attr::SET);
    let items = match (has_set, entity.columns.is_empty()) {
        (true, false) => expand::expand_entity(entity),
        (true, true) => expand_shapeless(entity),
        (false, false) => {
            let new_row = expand::expand_new_row(entity);
            let columns = expand::expand_columns(entity);
            let uniques = expand::expand_uniques(entity);
            quote!(#new_row #columns #uniques)
        }
        (false, true) => TokenStream::new(),
    };
    quote!(#errors #items)
}

/// Emits an impl for an entity without columns, whose bodies never run.
fn expand_shapeless(entity: &Entity) -> TokenStream {
    let (ident, set) = (&entity.ident, &entity.set);
    let home = match &entity.home {
        Home::Tenant => quote!(#set),
        Home::Shared | Home::Fixed(_) => quote!(__tenant::Shared<#set>),
    };
    let block = expand::expand_block(
        &entity.krate,
        &quote! {
            impl __tenant::Entity for #ident {
                type Home = #home;
                type Set = #set;
                type Key = ();
                type New = Self;
                type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = ();
                type Uniques = ();
                fn uniques() {}
                fn table() -> &'static __tenant::TableDef { loop {} }
                fn statements() -> &'static __tenant::Statements { loop {} }
                fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(_: __T, _: __tenant::Alias) {}
                fn from_row(
                    _: __tenant::RowRef<'_>,
                    _: __tenant::usize,
                ) -> __tenant::Result<Self, __tenant::Error> { loop {} }
                fn bind_key<'a>(_: &'a (), _: &mut __tenant::Params<'a>) {}
                fn bind_own_key<'a>(&'a self, _: &mut __tenant::Params<'a>) {}
                fn bind_changes<'a>(&'a self, _: &mut __tenant::Params<'a>) {}
            }
            impl __tenant::NewRow for #ident {
                type Entity = Self;
                fn bind<'a>(&'a self, _: &mut __tenant::Params<'a>) {}
            }
            impl __tenant::FixedEntity for #ident {
                const SCHEMA: &'static __tenant::str = "";
            }
        },
    );
    let aliases = expand::expand_aliases(entity);
    quote!(#block #aliases)
}

/// Emits the value, or a stand-in when it is neither newtype nor enum, nor a union: that has not
/// the traits that a value needs.
pub(crate) fn expand_value(ast: &ast::Value, value: &Value, errors: &TokenStream) -> TokenStream {
    if ast.item.generic || ast.union {
        return errors.clone();
    }
    if !matches!(value.shape, Shape::Unknown) {
        let items = expand::expand_value(value);
        return quote!(#errors #items);
    }
    let (ident, checked) = (&value.ident, expand::expand_checked());
    let block = expand::expand_block(
        &value.krate,
        &quote! {
            impl __tenant::Value for #ident {
                type NotNull = Self;
                type Lift<__U: __tenant::Value> = __U;
                const TYPE: __tenant::SqlType = __tenant::SqlType::text_enum(&[]);
                fn pg_type() -> __tenant::Type { loop {} }
            }
            impl __tenant::Element for #ident {}
            impl __tenant::ToSql for #ident {
                fn to_sql(
                    &self,
                    _: &__tenant::Type,
                    _: &mut __tenant::BytesMut,
                ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> { loop {} }
                fn accepts(_: &__tenant::Type) -> __tenant::bool { true }
                #checked
            }
            impl<'a> __tenant::FromSql<'a> for #ident {
                fn from_sql(
                    _: &__tenant::Type,
                    _: &'a [__tenant::u8],
                ) -> __tenant::Result<Self, __tenant::BoxError> { loop {} }
                fn accepts(_: &__tenant::Type) -> __tenant::bool { true }
            }
        },
    );
    quote!(#errors #block)
}

/// Emits the row as without errors: its options decide nothing about its shape.
pub(crate) fn expand_row(row: &Row, errors: &TokenStream) -> TokenStream {
    let items = expand::expand_row(row);
    quote!(#errors #items)
}
