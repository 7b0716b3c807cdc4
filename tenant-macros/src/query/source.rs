//! The text of a statement: string literals or a file, and how a place in it is told to the user.
//!
//! Stable Rust cannot point into a literal. So an error is at the literal that has the mistake, and
//! its message shows the line with a mark below; where the compiler can point into it, it does.

use std::{fmt::Display, fs, ops::Range};

use proc_macro2::{Literal, Span, TokenStream};
use sqlparser::tokenizer::Location;
use syn::{
    Ident, LitStr, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    parse_quote,
};

use crate::diag::Errors;

/// The text of one statement.
pub(super) struct Source {
    pub(super) krate: Path,
    pub(super) text: String,
    parts: Vec<Part>,
    /// Where each line starts, in bytes.
    lines: Vec<usize>,
    pub(super) file: Option<LitStr>,
}

/// A literal of which the text is made.
struct Part {
    range: Range<usize>,
    literal: Literal,
    /// How many bytes come before the text in the source; none where it has escapes, so that places
    /// in the text are not those in the source.
    prefix: Option<usize>,
}

impl Source {
    /// Reads what the macro was called with.
    pub(super) fn from_syn(input: TokenStream, errors: &Errors) -> Option<Self> {
        match parse.parse2(input) {
            Ok(source) => Some(source),
            Err(error) => {
                errors.push_syn(error);
                None
            }
        }
    }

    fn new(krate: Path, literals: &[LitStr]) -> Self {
        let mut text = String::new();
        let mut parts = Vec::with_capacity(literals.len());
        for (position, literal) in literals.iter().enumerate() {
            if position > 0 {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(&literal.value());
            parts.push(Part {
                range: start..text.len(),
                literal: literal.token(),
                prefix: prefix(&literal.token().to_string(), text.len() - start),
            });
        }
        Self::of_text(krate, text, parts, None)
    }

    fn of_file(krate: Path, name: LitStr) -> syn::Result<Self> {
        let path = beside(&name)?;
        let text = fs::read_to_string(&path).map_err(|error| {
            let path = path.display();
            let message = format!(
                "`{path}` cannot be read ({error}); write its path from the folder of this source file"
            );
            syn::Error::new(name.span(), message)
        })?;
        let parts = vec![Part {
            range: 0..text.len(),
            literal: name.token(),
            prefix: None,
        }];
        Ok(Self::of_text(krate, text, parts, Some(name)))
    }

    fn of_text(krate: Path, text: String, parts: Vec<Part>, file: Option<LitStr>) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        Self {
            krate,
            text,
            parts,
            lines,
            file,
        }
    }

    /// The byte at a line and column, as `sqlparser` counts them.
    pub(super) fn offset(&self, location: Location) -> usize {
        let line = usize::try_from(location.line).unwrap_or(1).max(1) - 1;
        let column = usize::try_from(location.column).unwrap_or(1).max(1) - 1;
        let start = self.lines.get(line).copied().unwrap_or(self.text.len());
        let rest = &self.text[start..];
        let within = rest.char_indices().nth(column);
        start + within.map_or(rest.len(), |(at, _)| at)
    }

    /// The place in the user's source, as exact as the compiler can tell.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let holds = |part: &&Part| range.start <= part.range.end;
        let Some(part) = self.parts.iter().find(holds) else {
            return Span::call_site();
        };
        let exact = part.prefix.and_then(|prefix| {
            let start = range.start.checked_sub(part.range.start)? + prefix;
            let end = range.end.min(part.range.end) - part.range.start + prefix;
            part.literal.subspan(start..end)
        });
        exact.unwrap_or_else(|| part.literal.span())
    }

    /// Reports a mistake: the fact and the way out, and the line with a mark below.
    pub(super) fn error(&self, errors: &Errors, range: &Range<usize>, message: impl Display) {
        let line = self.lines.partition_point(|start| *start <= range.start) - 1;
        let start = self.lines[line];
        let text = self.text[start..].lines().next().unwrap_or_default();
        let before = self.text[start..range.start].chars().count();
        let width = self.text[range.start..range.end.min(start + text.len()).max(range.start)]
            .chars()
            .count();
        let shown: String = text.replace('\t', " ");
        let marks = "^".repeat(width.max(1));
        let place = match &self.file {
            Some(file) => format!("{}:{}:{}: ", file.value(), line + 1, before + 1),
            None => String::new(),
        };
        let message = format!("{place}{message}\n  | {shown}\n  | {:before$}{marks}", "");
        errors.push(self.span(range), message);
    }
}

/// `crate = "…", file = "…"`, or the literals of the text.
fn parse(input: ParseStream<'_>) -> syn::Result<Source> {
    let mut krate: Path = parse_quote!(::tenant);
    while input.peek(Ident::peek_any) && input.peek2(Token![=]) {
        let option = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        let value: LitStr = input.parse()?;
        if option == "crate" {
            krate = value.parse()?;
        } else if option == "file" {
            input.parse::<Option<Token![,]>>()?;
            if !input.is_empty() {
                return Err(input.error("the text is in the file; nothing comes after its name"));
            }
            return Source::of_file(krate, value);
        } else {
            let message = format!("unknown option `{option}`; there are `crate` and `file`");
            return Err(syn::Error::new(option.span(), message));
        }
        input.parse::<Token![,]>()?;
    }
    let mut literals = Vec::new();
    while input.peek(LitStr) {
        literals.push(input.parse::<LitStr>()?);
    }
    if literals.is_empty() {
        return Err(input.error(
            "the text of a statement is a string literal; a value goes into it as `{value}`, a table as `{Entity}`",
        ));
    }
    let comma = input.parse::<Option<Token![,]>>()?;
    if !input.is_empty() {
        let message = if comma.is_some() {
            "a value is written into the text, as `{value}`; nothing comes after it"
        } else {
            "only string literals make up the text; a value goes into it as `{value}`"
        };
        return Err(input.error(message));
    }
    Ok(Source::new(krate, &literals))
}

/// What stands before the text in a literal's source, if the rest is the text as it is.
fn prefix(source: &str, length: usize) -> Option<usize> {
    let quote = source.find('"')?;
    let hashes = source[..quote].matches('#').count();
    (source.len() == quote + 1 + length + 1 + hashes).then_some(quote + 1)
}

/// A path from the folder of the source file that names it.
fn beside(name: &LitStr) -> syn::Result<std::path::PathBuf> {
    let here = proc_macro::is_available()
        .then(|| name.span().unwrap().local_file())
        .flatten();
    let Some(folder) = here.as_deref().and_then(std::path::Path::parent) else {
        let message =
            "the compiler does not tell where this source file is; write the text in place";
        return Err(syn::Error::new(name.span(), message));
    };
    Ok(folder.join(name.value()))
}
