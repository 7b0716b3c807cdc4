//! What `#[tenant(json)]` means without the feature `json`: one error that names the feature.

use crate::{Result, params::Given, row::RowRef, value::SqlType};

/// Stands for the `Json` of the feature.
#[derive(Debug)]
pub struct Json<C>(pub C);

/// A type that a `jsonb` column stores; no type, as long as the feature is off.
#[diagnostic::on_unimplemented(
    message = "`#[tenant(json)]` needs the feature `json` of `tenant`",
    label = "cannot be stored as JSON without it",
    note = "enable it in `Cargo.toml`: add \"json\" to the features of `tenant`"
)]
#[expect(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "nobody can call what nothing implements"
)]
pub trait JsonContent: Sized {
    const TYPE: SqlType;
    const OPTION_TYPE: SqlType;
    fn decode(row: RowRef<'_>, index: usize) -> Result<Self>;
    fn decode_option(row: RowRef<'_>, index: usize) -> Result<Option<Self>>;
    fn param(content: &Self) -> Given<'_>;
    fn param_or_default(content: Option<&Self>) -> Given<'_>;
    fn param_option(content: &Option<Self>) -> Given<'_>;
    fn param_option_or_default(content: Option<&Option<Self>>) -> Given<'_>;
}
