//! How the value of one option is read.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{
    LitStr, Path, PathArguments, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
    spanned::Spanned,
    token::Paren,
};

use super::known::{DERIVE, Form, Place, Spec, find_spec, wrong_form};

/// The value of an option.
pub(super) enum Value {
    Flag,
    Text(LitStr),
    Path(Path),
    Word(Ident),
    Fields(Vec<Ident>),
    Derives(Vec<Path>),
}

/// Reads what follows the name of an option, up to the comma or where one is missing.
pub(super) fn read_value(input: ParseStream<'_>, spec: &Spec, name: Span) -> syn::Result<Value> {
    // The end of the input has no place of its own in the source.
    let here = || if at_end(input) { name } else { input.span() };
    let start = here();
    let value = match spec.form {
        Form::Flag => Value::Flag,
        Form::Fields | Form::Derives if !input.peek(Paren) => return Err(wrong_form(start, spec)),
        Form::Fields | Form::Derives => {
            read_parens(input, spec.form).map_err(|_| wrong_form(start, spec))?
        }
        Form::Text | Form::Path | Form::Crate | Form::Word => {
            if input.parse::<Token![=]>().is_err() {
                return Err(wrong_form(start, spec));
            }
            let start = here();
            read_right_side(input, spec.form).map_err(|_| wrong_form(start, spec))?
        }
    };
    if at_end(input) || next_option(input, spec.place).is_some() {
        Ok(value)
    } else {
        Err(wrong_form(input.span(), spec))
    }
}

/// Skips to the comma that ends an option. Commas in parentheses are within a token tree.
pub(super) fn skip_option(input: ParseStream<'_>) -> syn::Result<()> {
    while !at_end(input) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// The option that follows, if one does, with no comma in front of it.
pub(super) fn next_option(input: ParseStream<'_>, place: Place) -> Option<Ident> {
    let ident = input.fork().call(Ident::parse_any).ok()?;
    find_spec(&ident, place).is_ok().then_some(ident)
}

fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn read_parens(input: ParseStream<'_>, form: Form) -> syn::Result<Value> {
    let content;
    syn::parenthesized!(content in input);
    // As tokens: the list must end where the parentheses do.
    let inside: TokenStream = content.parse()?;
    match form {
        Form::Fields => list.parse2(inside).map(Value::Fields),
        _ => derives.parse2(inside).map(Value::Derives),
    }
}

fn read_right_side(input: ParseStream<'_>, form: Form) -> syn::Result<Value> {
    match form {
        Form::Text => {
            let text: LitStr = input.parse()?;
            if text.suffix().is_empty() {
                Ok(Value::Text(text))
            } else {
                Err(input.error("a suffix"))
            }
        }
        Form::Word => input.call(Ident::parse_any).map(Value::Word),
        Form::Crate if input.peek(LitStr) => {
            let text: LitStr = input.parse()?;
            text.parse_with(plain_path).map(Value::Path)
        }
        _ => plain_path(input).map(Value::Path),
    }
}

fn plain_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let path: Path = input.parse()?;
    let mut segments = path.segments.iter();
    if segments.all(|segment| matches!(segment.arguments, PathArguments::None)) {
        Ok(path)
    } else {
        Err(syn::Error::new(path.span(), "arguments"))
    }
}

fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let items = Punctuated::<T, Token![,]>::parse_terminated(input)?;
    Ok(items.into_iter().collect())
}

fn derives(input: ParseStream<'_>) -> syn::Result<Vec<Path>> {
    let name = input.call(Ident::parse_any)?;
    if name != DERIVE {
        return Err(syn::Error::new(name.span(), "another word"));
    }
    let content;
    syn::parenthesized!(content in input);
    list(&content)
}
