//! The statement that a text becomes: its pieces, which are made once, and its values.
//!
//! ```text
//! Statement {
//!     text: { static TEXT: TextOf<Home> = …; inventory::submit! {…}; &TEXT },
//!     values: &[&compared::<Foo, _, _>(|columns| columns.name).lend(&name) as &dyn Param],
//! }
//! ```
//!
//! It is a struct's literal, and no block, so that `let` keeps what the values borrow alive.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::{
    read::{Filled, Meaning, Statement},
    types::Typed,
};

fn internal() -> Span {
    Span::mixed_site()
}

/// What takes the calls that follow, so that no secondary errors do.
pub(super) fn fallback(errors: &TokenStream) -> TokenStream {
    quote!({ #errors ::tenant::__private::Broken })
}

pub(super) fn expand(statement: &Statement) -> TokenStream {
    let krate = &statement.source.krate;
    let private = quote!(#krate::__private);
    let written = expand_written(statement);
    let values = statement
        .holes
        .iter()
        .filter_map(|hole| match &hole.meaning {
            Meaning::Value(value, typed) => Some(expand_value(value, typed, hole.span, &private)),
            _ => None,
        });
    let call_site = internal();
    quote_spanned! {call_site=>
        #private::Statement {
            text: { use #private as __tenant; #written },
            values: &[#(#values),*],
        }
    }
}

/// The home of all the tables together; tables of two sets have none.
fn expand_home(statement: &Statement) -> TokenStream {
    let mut homes = statement.entities.iter().map(|(path, span)| {
        let span = span.resolved_at(internal());
        (
            quote_spanned!(span=> <#path as __tenant::Entity>::Home),
            span,
        )
    });
    let Some((first, _)) = homes.next() else {
        return quote!(());
    };
    homes.fold(
        first,
        |all, (home, span)| quote_spanned!(span=> <#all as __tenant::Meet<#home>>::Home),
    )
}

fn expand_written(statement: &Statement) -> TokenStream {
    let operation = statement.operation;
    let qualified = statement.qualified;
    let first = &statement.entities[0].0;
    let home = expand_home(statement);
    let pieces = expand_pieces(statement);
    let types = statement
        .holes
        .iter()
        .filter_map(|hole| match &hole.meaning {
            Meaning::Value(_, typed) => Some(expand_type(typed, hole.span)),
            _ => None,
        });
    // A change of the file builds the crate anew.
    let file = statement.source.file.as_ref().map(|file| {
        quote!(
            const _: &__tenant::str = ::core::include_str!(#file);
        )
    });
    let site = internal();
    quote_spanned! {site=>
        #file
        fn __pieces(__pieces: &mut __tenant::Pieces) { #pieces }
        fn __types(__types: &mut __tenant::Types) { #(#types)* }
        static __TEXT: __tenant::TextOf<#home> = __tenant::TextOf::new::<#first>(
            ::core::concat!(::core::file!(), ":", ::core::line!()),
            #operation,
            #qualified,
            __pieces,
            __types,
        );
        __tenant::inventory::submit! { __TEXT.register() }
        &__TEXT
    }
}

fn expand_pieces(statement: &Statement) -> TokenStream {
    let text = &statement.source.text;
    let mut pieces = TokenStream::new();
    let mut end = 0;
    for hole in &statement.holes {
        pieces.extend(expand_text(&text[end..hole.range.start]));
        pieces.extend(expand_hole(hole));
        end = hole.range.end;
    }
    pieces.extend(expand_text(&text[end..statement.end.max(end)]));
    pieces
}

fn expand_text(text: &str) -> Option<TokenStream> {
    let literal = Literal::string(text);
    let site = internal();
    (!text.is_empty()).then(|| quote_spanned!(site=> __pieces.text(#literal);))
}

fn expand_hole(hole: &Filled) -> TokenStream {
    let span = hole.span.resolved_at(internal());
    match &hole.meaning {
        Meaning::Table(path, None) => quote_spanned!(span=> __pieces.table::<#path>();),
        Meaning::Table(path, Some(alias)) => {
            quote_spanned!(span=> __pieces.table_as::<#path>(#alias);)
        }
        Meaning::Column(entity, field, alias) => {
            let column = expand_column(field);
            if let Some(alias) = alias {
                quote_spanned!(span=> __pieces.column::<#entity, _, _>(#alias, #column);)
            } else {
                quote_spanned!(span=> __pieces.name::<#entity, _, _>(#column);)
            }
        }
        Meaning::Every(path, alias) => quote_spanned!(span=> __pieces.every::<#path>(#alias);),
        Meaning::Value(..) => quote_spanned!(span=> __pieces.value();),
    }
}

/// A closure that is never called where only the column's type is wanted. The field has the place of
/// its hole, so that an unknown one is an error there.
fn expand_column(field: &Ident) -> TokenStream {
    let span = field.span().resolved_at(internal());
    quote_spanned!(span=> |__columns| __columns.#field)
}

/// A value: a place is borrowed, what is computed is kept.
fn expand_value(value: &Expr, typed: &Typed, span: Span, private: &TokenStream) -> TokenStream {
    let span = span.resolved_at(internal());
    let (function, column) = match typed {
        Typed::Compared(column) => ("compared", Some(column)),
        Typed::Assigned(column) => ("assigned", Some(column)),
        Typed::Distinct(column) => ("distinct", Some(column)),
        Typed::Listed(column) => ("listed", Some(column)),
        Typed::Rust(_) => ("typed", None),
        Typed::Own => ("own", None),
    };
    let function = Ident::new(function, span);
    let expected = match (column, typed) {
        (Some(column), _) => {
            let (entity, column) = (&column.entity, expand_column(&column.field));
            quote_spanned!(span=> #private::#function::<#entity, _, _>(#column))
        }
        (None, Typed::Rust(ty)) => quote_spanned!(span=> #private::#function::<#ty>()),
        (None, _) => quote_spanned!(span=> #private::#function()),
    };
    let sent = if is_place(value) {
        quote_spanned!(span=> lend(&#value))
    } else {
        quote_spanned!(span=> keep(#value))
    };
    quote_spanned!(span=> &#expected.#sent as &dyn #private::Param)
}

/// The type that a parameter is declared with where no value is there.
fn expand_type(typed: &Typed, span: Span) -> TokenStream {
    let span = span.resolved_at(internal());
    let (function, column) = match typed {
        Typed::Rust(ty) => return quote_spanned!(span=> __types.typed::<#ty>();),
        Typed::Own => return quote_spanned!(span=> __types.own();),
        Typed::Compared(column) | Typed::Assigned(column) | Typed::Distinct(column) => {
            (quote_spanned!(span=> column), column)
        }
        Typed::Listed(column) => (quote_spanned!(span=> listed), column),
    };
    let (entity, column) = (&column.entity, expand_column(&column.field));
    quote_spanned!(span=> __types.#function::<#entity, _, _>(#column);)
}

/// Whether an expression names something that exists already.
fn is_place(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Group(inner) => is_place(&inner.expr),
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)),
        _ => false,
    }
}
