//! Statements that the user wrote as text, with `sql!`.
//!
//! The macro makes a [`TextOf`] per call site: the pieces of the text, put together on first use, in
//! which only the schema is open. A [`Statement`] is that with its values, and [`StatementOf`] that for
//! one tenant, which has the verbs. It runs as every other plan does.

mod bind;
mod check;
mod home;
mod row;
mod statement;
mod text;
mod verbs;

pub use self::{
    bind::{SendAs, assigned, compared, distinct, listed, own, typed},
    check::{Registered, check_queries},
    home::Meet,
    statement::{Broken, Statement, StatementOf},
    text::{Pieces, TextOf, Types},
};
