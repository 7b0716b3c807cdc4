//! The syntax of `#[tenant(…)]`: which option stands where, and how each is written. Whether two
//! options contradict each other is for `valid`; what they mean is for `resolve`.

mod known;
mod value;

use proc_macro2::{Ident, Span};
use syn::{
    Attribute, LitStr, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

pub(crate) use self::known::*;
use self::value::{Value, next_option, read_value, skip_option};
use crate::diag::Errors;

/// The options that stand on one item, in the order in which they were written.
#[derive(Default)]
pub(crate) struct Options {
    given: Vec<Given>,
    /// Whether something could not be read, so that a missing option proves nothing.
    pub(crate) unreadable: bool,
}

/// An option that was given.
pub(crate) struct Given {
    pub(crate) name: &'static str,
    /// Its name, as errors point at it.
    pub(crate) span: Span,
    value: Value,
}

impl Options {
    /// Reads every `#[tenant(…)]` among the attributes of an item.
    pub(crate) fn from_syn(attributes: &[Attribute], place: Place, errors: &Errors) -> Self {
        let mut options = Self::default();
        for attribute in attributes {
            if attribute.path().is_ident(TENANT) {
                options.read(attribute, place, errors);
            }
        }
        options
    }

    fn read(&mut self, attribute: &Attribute, place: Place, errors: &Errors) {
        let Ok(list) = attribute.meta.require_list() else {
            let message = "options stand in parentheses; add them\nhelp: `#[tenant(…)]`";
            errors.push_over(&attribute.meta, message);
            self.unreadable = true;
            return;
        };
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                if let Err(error) = self.read_option(input, place, errors) {
                    errors.push_syn(error);
                    self.unreadable = true;
                    skip_option(input)?;
                }
                if let Some(next) = next_option(input, place) {
                    let message = format!("expected `,` before `{next}`; add one");
                    errors.push(next.span(), message);
                } else if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        if let Err(error) = parser.parse2(list.tokens.clone()) {
            errors.push_syn(error);
            self.unreadable = true;
        }
    }

    /// Reads one option, up to the comma; reports what is wrong and can be read past.
    fn read_option(
        &mut self,
        input: ParseStream<'_>,
        place: Place,
        errors: &Errors,
    ) -> syn::Result<()> {
        let Ok(ident) = input.call(Ident::parse_any) else {
            let message = format!("expected an option\nhelp: {}", describe_options(place));
            return Err(input.error(message));
        };
        let span = ident.span();
        let (spec, guessed) = match find_spec(&ident, place) {
            Ok(spec) => (spec, false),
            Err(unknown) => {
                errors.push(span, unknown.message);
                // Reading on as what was meant keeps this error from causing others.
                let Some(meant) = unknown.meant else {
                    self.unreadable = true;
                    return skip_option(input);
                };
                (meant, true)
            }
        };
        let (name, value) = (spec.name, read_value(input, spec, span)?);
        if spec.repeats || !self.has(name) {
            self.given.push(Given { name, span, value });
        } else if !guessed {
            errors.push(span, format!("option `{name}` is given twice; remove one"));
        }
        Ok(())
    }

    /// Every option, in the order in which they were written.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Given> {
        self.given.iter()
    }

    /// Every mention of a repeatable option.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(move |given| given.name == name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Given> {
        self.given.iter().find(|given| given.name == name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn text(&self, name: &str) -> Option<&LitStr> {
        self.get(name)?.text()
    }

    pub(crate) fn path(&self, name: &str) -> Option<&Path> {
        match &self.get(name)?.value {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }

    pub(crate) fn word(&self, name: &str) -> Option<&Ident> {
        match &self.get(name)?.value {
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn derives(&self, name: &str) -> &[Path] {
        match self.get(name).map(|given| &given.value) {
            Some(Value::Derives(paths)) => paths,
            _ => &[],
        }
    }
}

impl Given {
    pub(crate) fn text(&self) -> Option<&LitStr> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn fields(&self) -> &[Ident] {
        match &self.value {
            Value::Fields(fields) => fields,
            _ => &[],
        }
    }
}
