//! `sql!`: from a text with holes to a statement that every tenant can run.
//!
//! ```text
//! text (source) → tokens, holes (hole) → syntax tree (read) → what each hole means (check, kinds)
//!               → stop if errors → expand
//! ```
//!
//! The text is read by `sqlparser`, in the dialect of PostgreSQL; nothing here reads SQL by itself.
//! A hole is replaced by a word or a placeholder before, and found again in the tree. The macro knows
//! no table and no column: it names them in the code that it expands to, where rustc looks them up.

mod check;
mod expand;
mod hole;
mod names;
mod read;
mod source;
mod types;

use proc_macro2::TokenStream;

use crate::diag::Errors;

pub(crate) fn expand_sql(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let statement = source::Source::from_syn(input, &errors)
        .and_then(|source| read::Statement::read(source, &errors));
    match (statement, errors.check()) {
        (Some(statement), Ok(())) => expand::expand(&statement),
        (_, Err(errors)) => expand::fallback(&errors),
        // Whoever returns nothing has said why.
        (None, Ok(())) => TokenStream::new(),
    }
}
