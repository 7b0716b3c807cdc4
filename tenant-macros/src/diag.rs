//! The collector of compile errors: every stage adds to it, so that one build reports all of
//! them. What the errors say belongs to the stage that finds them.

use std::{cell::RefCell, fmt::Display, thread};

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors of one derive. It must be consumed by [`Errors::check`].
pub(crate) struct Errors {
    /// `None` once checked.
    list: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self {
            list: RefCell::new(Some(Vec::new())),
        }
    }

    /// Adds an error at a place.
    pub(crate) fn push(&self, span: Span, message: impl Display) {
        self.push_syn(syn::Error::new(span, message));
    }

    /// Adds an error at all of these tokens.
    pub(crate) fn push_over(&self, tokens: impl ToTokens, message: impl Display) {
        self.push_syn(syn::Error::new_spanned(tokens, message));
    }

    /// Adds an error that syn found.
    pub(crate) fn push_syn(&self, error: syn::Error) {
        if let Some(list) = self.list.borrow_mut().as_mut() {
            list.push(error);
        }
    }

    /// Whether there are any yet.
    #[cfg(feature = "sql")]
    pub(crate) fn any(&self) -> bool {
        self.list
            .borrow()
            .as_ref()
            .is_some_and(|list| !list.is_empty())
    }

    /// Ends the collection.
    ///
    /// # Errors
    ///
    /// The errors as `compile_error!` invocations, when there are any.
    pub(crate) fn check(self) -> Result<(), TokenStream> {
        let list = self.list.borrow_mut().take().unwrap_or_default();
        if list.is_empty() {
            return Ok(());
        }
        Err(list.iter().map(syn::Error::to_compile_error).collect())
    }
}

impl Drop for Errors {
    /// Catches a pipeline that forgets to look at its errors. Never in a release build: a user
    /// should not see a macro panic even then.
    fn drop(&mut self) {
        if cfg!(debug_assertions) && !thread::panicking() {
            assert!(
                self.list.borrow().is_none(),
                "errors were collected but not checked"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_reported() {
        let errors = Errors::new();
        errors.push(Span::call_site(), "first");
        errors.push(Span::call_site(), "second");
        let tokens = errors.check().unwrap_err().to_string();
        assert!(tokens.contains("first") && tokens.contains("second"));
    }

    #[test]
    #[should_panic(expected = "not checked")]
    fn a_forgotten_check_panics() {
        drop(Errors::new());
    }
}
