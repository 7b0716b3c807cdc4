//! The constants of an entity: the definition of its table, and its statements as pieces.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ext::IdentExt, spanned::Spanned};

use super::{
    field::{Action, as_value, expand_function, stored_type},
    internal, number,
};
use crate::{
    model::{Column, Entity, Group, Home, Source, Storage},
    sql::{Piece, Statements},
};

/// Expands to the definition of the table.
pub(super) fn expand_table(entity: &Entity) -> TokenStream {
    let name = entity.ident.unraw().to_string();
    let table = &entity.table.text;
    let home = match &entity.home {
        Home::Tenant => quote!(Tenant),
        Home::Shared => quote!(Shared),
        Home::Fixed(schema) => {
            let schema = &schema.text;
            quote!(Fixed(#schema))
        }
    };
    let columns = entity.columns.iter().map(expand_column);
    let version = optional(entity.version().map(|(index, _)| number(index)));
    let key = entity.key.iter().copied().map(number);
    let (uniques, indexes) = (groups(&entity.uniques), groups(&entity.indexes));
    let enumerated = entity.columns.iter().enumerate();
    let references =
        enumerated.filter_map(|(index, column)| expand_reference(entity, index, column));
    let checks = entity.checks.iter().map(|check| {
        let (column, expression) = (optional(check.column.map(number)), &check.expression);
        quote!(__tenant::CheckDef { column: #column, expression: #expression })
    });
    quote! {
        static __TABLE: __tenant::TableDef = __tenant::TableDef {
            entity: #name,
            name: #table,
            home: __tenant::HomeDef::#home,
            columns: &[#(#columns),*],
            key: &[#(#key),*],
            version: #version,
            uniques: &[#(#uniques),*],
            indexes: &[#(#indexes),*],
            references: &[#(#references),*],
            checks: &[#(#checks),*],
        };
    }
}

fn expand_column(column: &Column) -> TokenStream {
    let (name, field) = (&column.name.text, column.ident.unraw().to_string());
    let ty = expand_function(column, Action::Type);
    let generated = matches!(column.source, Source::Generated);
    let default = optional(match &column.source {
        Source::Default(sql) => Some(quote!(#sql)),
        Source::Version => Some(quote!("1")),
        _ => None,
    });
    quote! {
        __tenant::ColumnDef {
            name: #name,
            field: #field,
            ty: #ty,
            generated: #generated,
            default: #default,
        }
    }
}

/// Expands to the checks that a column's type fits what its field says.
pub(super) fn expand_fit(entity: &Entity) -> TokenStream {
    let checks = entity.columns.iter().flat_map(|column| {
        let on_delete = column.reference.as_ref().map(|key| &key.on_delete);
        let becomes = |action: &str| on_delete.is_some_and(|on_delete| on_delete == action);
        let generated = matches!(column.source, Source::Generated);
        let has_default = matches!(column.source, Source::Default(_));
        let said = [
            ("check_generated", generated),
            ("check_key", column.key),
            ("check_version", matches!(column.source, Source::Version)),
            ("check_set_null", becomes("SetNull")),
            ("check_set_default", becomes("SetDefault") && !has_default),
        ];
        said.into_iter()
            .filter(|(_, said)| *said)
            .map(|(check, _)| {
                let at = column.ty.span().resolved_at(internal());
                let (check, ty) = (Ident::new(check, at), expand_function(column, Action::Type));
                quote_spanned!(at=> const _: () = __tenant::#check(#ty);)
            })
    });
    checks.collect()
}

/// The one place that names the target: its bounds say what must hold between the two tables.
fn expand_reference(entity: &Entity, index: usize, column: &Column) -> Option<TokenStream> {
    let reference = column.reference.as_ref()?;
    // That JSON references nothing has been reported; its type would be reported again.
    if !matches!(column.storage, Storage::Plain) {
        return None;
    }
    let (ident, target, action) = (&entity.ident, &reference.target, &reference.on_delete);
    let value = as_value(&column.ty, &stored_type(column, &quote!(__tenant)));
    // A type that is not the key's is an error at the type.
    let held = quote_spanned!(column.ty.span().resolved_at(internal())=> #value::NotNull);
    let index = number(index);
    let function = quote_spanned! {target.span().resolved_at(internal())=>
        __tenant::reference::<#ident, #target, #held>()
    };
    Some(quote! {
        __tenant::ReferenceDef {
            column: #index,
            target: #function,
            on_delete: __tenant::OnDelete::#action,
        }
    })
}

fn groups(groups: &[Group]) -> impl Iterator<Item = TokenStream> {
    groups.iter().map(|group| {
        let columns = group.columns.iter().copied().map(number);
        quote!(&[#(#columns),*])
    })
}

fn optional(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(
        || quote!(__tenant::None),
        |value| quote!(__tenant::Some(#value)),
    )
}

/// Expands to the statements. No name of the user's stands within them, so that the pieces can be
/// called by their short names.
pub(super) fn expand_statements(entity: &Entity) -> TokenStream {
    let Statements {
        columns,
        find,
        insert,
        insert_returning,
        update,
        update_returning,
        delete,
    } = Statements::render(entity);
    let pieces = |list: Vec<Piece>| {
        let pieces = list.into_iter().map(|piece| expand_piece(entity, &piece));
        quote!(&[#(#pieces),*])
    };
    let (find, delete) = (pieces(find), pieces(delete));
    let (insert, insert_returning) = (pieces(insert), pieces(insert_returning));
    let (update, update_returning) = (pieces(update), pieces(update_returning));
    quote! {
        static __STATEMENTS: __tenant::Statements = {
            use __tenant::Piece::{Param, Table, Text};
            __tenant::Statements {
                columns: #columns,
                find: #find,
                insert: #insert,
                insert_returning: #insert_returning,
                update: #update,
                update_returning: #update_returning,
                delete: #delete,
            }
        };
    }
}

fn expand_piece(entity: &Entity, piece: &Piece) -> TokenStream {
    match piece {
        Piece::Text(text) => quote!(Text(#text)),
        Piece::Table => {
            let table = &entity.table.text;
            quote!(Table(#table))
        }
        Piece::Param => quote!(Param),
    }
}
