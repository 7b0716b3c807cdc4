//! The constants of an entity: the definition of its table, and its statements as pieces.

use proc_macro2::{Ident, Span, TokenStream};
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
    let columns = entity.columns.iter().map(expand_column);
    let key = entity.key.iter().copied().map(number);
    let said = expand_said(entity);
    quote! {
        static __TABLE: __tenant::TableDef = __tenant::TableDef {
            entity: #name,
            name: #table,
            columns: &[#(#columns),*],
            key: &[#(#key),*],
            #said
            ..__tenant::TableDef::PLAIN
        };
    }
}

/// Expands to what is said of few tables; it is left out where it is not.
fn expand_said(entity: &Entity) -> TokenStream {
    let home = match &entity.home {
        Home::Tenant => None,
        Home::Shared => Some(quote!(home: __tenant::HomeDef::Shared,)),
        Home::Fixed(schema) => {
            let schema = &schema.text;
            Some(quote!(home: __tenant::HomeDef::Fixed(#schema),))
        }
    };
    let version = entity.version().map(|(index, _)| {
        let index = number(index);
        quote!(version: __tenant::Some(#index),)
    });
    let list = |field: &str, items: Vec<TokenStream>| {
        let field = Ident::new(field, Span::call_site());
        (!items.is_empty()).then(|| quote!(#field: &[#(#items),*],))
    };
    let enumerated = entity.columns.iter().enumerate();
    let references =
        enumerated.filter_map(|(index, column)| expand_reference(entity, index, column));
    let checks = entity.checks.iter().map(|check| {
        let (column, expression) = (optional(check.column.map(number)), &check.expression);
        quote!(__tenant::CheckDef { column: #column, expression: #expression })
    });
    let lists = [
        list("uniques", groups(&entity.uniques).collect()),
        list("indexes", groups(&entity.indexes).collect()),
        list("references", references.collect()),
        list("checks", checks.collect()),
    ];
    let lists = lists.iter().flatten();
    quote!(#home #version #(#lists)*)
}

fn expand_column(column: &Column) -> TokenStream {
    let (name, field) = (&column.name.text, column.ident.unraw().to_string());
    let ty = expand_function(column, Action::Type);
    let source = match &column.source {
        Source::Generated => quote!(.generated()),
        Source::Default(sql) => quote!(.default(#sql)),
        Source::Version => quote!(.default("1")),
        Source::Given => TokenStream::new(),
    };
    quote!(__tenant::ColumnDef::new(#name, #field, #ty)#source)
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
            ("check_key", column.key && !generated), // which is never null either
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
        find,
        insert,
        update,
        delete,
    } = Statements::render(entity);
    let pieces = |list: Vec<Piece>| {
        let pieces = list.into_iter().map(|piece| expand_piece(entity, &piece));
        quote!(&[#(#pieces),*])
    };
    let (find, delete) = (pieces(find), pieces(delete));
    let (insert, update) = (pieces(insert), pieces(update));
    quote! {
        static __STATEMENTS: __tenant::Statements = {
            use __tenant::Piece::{Param, Table, Text};
            __tenant::Statements {
                find: #find,
                insert: #insert,
                update: #update,
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
        Piece::Params(count) => {
            let count = number(*count);
            quote!(__tenant::Piece::Params(#count))
        }
    }
}
