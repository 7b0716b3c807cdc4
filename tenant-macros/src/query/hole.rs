//! The holes of a text, `{…}`: found among the tokens of SQL, so that braces in a string or a comment
//! are none; and read as Rust.

use std::ops::Range;

use proc_macro2::Span;
use sqlparser::{
    ast::Ident as SqlIdent,
    dialect::PostgreSqlDialect,
    keywords::Keyword,
    tokenizer::{Token, TokenWithSpan, Tokenizer, Word},
};
use syn::{Expr, Ident, Path, Token, Type, ext::IdentExt, parse::ParseStream};

use super::source::Source;
use crate::diag::Errors;

/// What marks the words and placeholders that stand for holes. No text can have it: a control
/// character within a name is refused.
const MARK: char = '\u{1}';

/// One `{…}`.
pub(super) struct Hole {
    /// With its braces.
    pub(super) range: Range<usize>,
    /// Where what is made of it is said to stand.
    pub(super) span: Span,
    pub(super) content: Content,
}

/// What is written in a hole.
#[derive(Clone)]
pub(super) enum Content {
    /// `Foo` or `model::Foo`: a table, or a constant.
    Path(Path),
    /// `foo.name`: a column, or a field of a variable.
    Field(Ident, Ident),
    /// `foo.*`: every column.
    Every(Ident),
    /// Any other expression, perhaps with its type.
    Value(Box<Expr>, Option<Box<Type>>),
}

impl Content {
    /// The expression that it is if it is a value.
    pub(super) fn expression(&self) -> Option<Expr> {
        match self {
            Self::Path(path) => Some(syn::parse_quote!(#path)),
            Self::Field(value, field) => Some(syn::parse_quote!(#value.#field)),
            Self::Every(_) => None,
            Self::Value(expression, _) => Some((**expression).clone()),
        }
    }
}

/// A text as tokens of SQL, and its holes.
pub(super) struct Tokens {
    tokens: Vec<Part>,
    pub(super) holes: Vec<Hole>,
}

enum Part {
    Sql(TokenWithSpan),
    Hole(usize, sqlparser::tokenizer::Span),
}

impl Tokens {
    /// Splits a text.
    pub(super) fn split(source: &Source, errors: &Errors) -> Option<Self> {
        let dialect = PostgreSqlDialect {};
        let tokens = match Tokenizer::new(&dialect, &source.text).tokenize_with_location() {
            Ok(tokens) => tokens,
            Err(error) => {
                let at = source.offset(error.location);
                let message = error.message.trim().to_owned();
                source.error(errors, &(at..at), format!("the text is not SQL: {message}"));
                return None;
            }
        };
        let mut split = Self {
            tokens: Vec::with_capacity(tokens.len()),
            holes: Vec::new(),
        };
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            if token.token == Token::LBrace {
                split.push_hole(source, token.span, &mut tokens, errors)?;
            } else {
                check_token(source, &token, errors);
                split.tokens.push(Part::Sql(token));
            }
        }
        Some(split)
    }

    fn push_hole(
        &mut self,
        source: &Source,
        mut at: sqlparser::tokenizer::Span,
        rest: &mut impl Iterator<Item = TokenWithSpan>,
        errors: &Errors,
    ) -> Option<()> {
        let start = source.offset(at.start);
        let mut depth = 1;
        for token in rest {
            match token.token {
                Token::LBrace => depth += 1,
                Token::RBrace => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                at.end = token.span.end;
                let range = start..source.offset(token.span.start) + 1;
                let hole = Hole::read(source, range, errors)?;
                self.tokens.push(Part::Hole(self.holes.len(), at));
                self.holes.push(hole);
                return Some(());
            }
        }
        source.error(
            errors,
            &(start..start + 1),
            "this brace is not closed; end it with `}`",
        );
        None
    }

    /// The tokens as they are parsed; the holes that `is_value` says so about as placeholders, the
    /// others as names.
    pub(super) fn for_parser(&self, is_value: impl Fn(usize) -> bool) -> Vec<TokenWithSpan> {
        let replaced = self.tokens.iter().map(|part| match part {
            Part::Sql(token) => token.clone(),
            Part::Hole(index, span) => {
                let token = if is_value(*index) {
                    Token::Placeholder(format!("${MARK}{index}{MARK}"))
                } else {
                    Token::Word(Word {
                        value: format!("{MARK}{index}{MARK}"),
                        quote_style: Some('"'),
                        keyword: Keyword::NoKeyword,
                    })
                };
                TokenWithSpan { token, span: *span }
            }
        });
        replaced.collect()
    }
}

impl Hole {
    fn read(source: &Source, range: Range<usize>, errors: &Errors) -> Option<Self> {
        let span = source.span(&range);
        let text = &source.text[range.start + 1..range.end - 1];
        if text.trim().is_empty() {
            source.error(
                errors,
                &range,
                "the braces are empty; write a value, `{Entity}` or `{alias.column}` into them",
            );
            return None;
        }
        let literal = syn::LitStr::new(text, span);
        match literal.parse_with(parse_content) {
            Ok(content) => Some(Self {
                range,
                span,
                content,
            }),
            Err(error) => {
                source.error(
                    errors,
                    &range,
                    format!("this is no expression of Rust ({error}); write `{{value}}`, `{{value: Type}}`, `{{Entity}}` or `{{alias.column}}`"),
                );
                None
            }
        }
    }
}

fn parse_content(input: ParseStream<'_>) -> syn::Result<Content> {
    if input.peek2(Token![.]) && input.peek3(Token![*]) {
        let alias = input.call(Ident::parse_any)?;
        input.parse::<Token![.]>()?;
        input.parse::<Token![*]>()?;
        return Ok(Content::Every(alias));
    }
    // An alias or a column may be a keyword of Rust: `{order.type}`.
    let ahead = input.fork();
    if let (Ok(alias), Ok(_), Ok(column)) = (
        ahead.call(Ident::parse_any),
        ahead.parse::<Token![.]>(),
        ahead.call(Ident::parse_any),
    ) && ahead.is_empty()
        && alias != "self"
    {
        while !input.is_empty() {
            input.parse::<proc_macro2::TokenTree>()?;
        }
        return Ok(Content::Field(raw(&alias), raw(&column)));
    }
    let expression: Expr = input.parse()?;
    if input.parse::<Option<Token![:]>>()?.is_some() {
        let ty: Type = input.parse()?;
        return Ok(Content::Value(Box::new(expression), Some(Box::new(ty))));
    }
    match expression {
        Expr::Path(path) if path.qself.is_none() && is_type(&path.path) => {
            Ok(Content::Path(path.path))
        }
        expression => Ok(Content::Value(Box::new(expression), None)),
    }
}

/// A word that is a keyword, as the identifier that a struct's field is written with.
fn raw(ident: &Ident) -> Ident {
    let plain = syn::parse_str::<Ident>(&ident.to_string()).is_ok();
    if plain
        || ["self", "super", "crate", "Self"]
            .iter()
            .any(|word| ident == word)
    {
        ident.clone()
    } else {
        Ident::new_raw(&ident.to_string(), ident.span())
    }
}

/// Whether a path can be a struct's: its last word starts with a capital.
fn is_type(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| {
        last.arguments.is_none()
            && last
                .ident
                .unraw()
                .to_string()
                .starts_with(char::is_uppercase)
    })
}

/// The number of the hole that a name stands for.
pub(super) fn index(name: &str) -> Option<usize> {
    let name = name.strip_prefix('$').unwrap_or(name);
    let digits = name.strip_prefix(MARK)?.strip_suffix(MARK)?;
    digits.parse().ok()
}

/// The number of the hole that an identifier stands for.
pub(super) fn of_ident(ident: &SqlIdent) -> Option<usize> {
    index(&ident.value)
}

/// A message of the parser, in which holes are as the user wrote them.
pub(super) fn restore(message: &str, source: &Source, holes: &[Hole]) -> String {
    let mut text = message.to_owned();
    for (index, hole) in holes.iter().enumerate() {
        let written = &source.text[hole.range.clone()];
        for marked in [
            format!("${MARK}{index}{MARK}"),
            format!("\"{MARK}{index}{MARK}\""),
        ] {
            text = text.replace(&marked, written);
        }
    }
    text
}

/// Reports what must not be in a text, whatever it means there.
fn check_token(source: &Source, token: &TokenWithSpan, errors: &Errors) {
    let range = source.offset(token.span.start)..source.offset(token.span.end);
    let text = &source.text[range.clone()];
    if let Token::Placeholder(_) = &token.token {
        let message = format!(
            "`{text}` is a parameter by number; write the value in braces: `{{value}}` or `{{value: Type}}`"
        );
        source.error(errors, &range, message);
    }
    // A comment may say it; an identifier, a string or a keyword may not.
    if !matches!(token.token, Token::Whitespace(_))
        && text.to_ascii_lowercase().contains("search_path")
    {
        source.error(
            errors,
            &range,
            "the `search_path` is the route's, not a statement's; leave it out, and name tables as `{Entity}`",
        );
    }
    if text.contains(MARK) {
        source.error(errors, &range, "a control character; leave it out");
    }
}
