//! How a query becomes a statement: its SQL and its parameters, borrowed from the query.

use crate::{
    Result,
    entity::Entity,
    params::Params,
    run::Call,
    sql::{Piece, Sql},
    tenant::Tenant,
};

/// A query, as the terminal verbs see it.
pub(crate) trait Build: Send + Sync {
    type Tenant: Tenant;
    type Entity: Entity;

    /// The SQL command, as errors and spans name it.
    const OPERATION: &'static str;

    fn tenant(&self) -> &Self::Tenant;

    /// Makes the statement; everything that can be wrong with the query is found here, before
    /// anything is sent.
    ///
    /// The parameters go where the caller will use them: they are too large to be moved for free.
    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text>;
}

/// A query without its types, for the part of a verb that is compiled once.
///
/// A verb that knew the types all the way down would be compiled again, with every future that it
/// awaits, for each handle it is used on.
pub(crate) trait Request: Send + Sync {
    fn schema(&self) -> &str;
    fn table(&self) -> &'static str;
    fn operation(&self) -> &'static str;
    fn text<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text>;
}

impl<Q: Build> Request for Q {
    fn schema(&self) -> &str {
        self.tenant().schema()
    }

    fn table(&self) -> &'static str {
        Q::Entity::table().name
    }

    fn operation(&self) -> &'static str {
        Q::OPERATION
    }

    fn text<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        self.build(want, params)
    }
}

/// What the caller wants of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// The number of rows affected.
    Count,
    /// The first row.
    First,
    /// Every row.
    Rows,
}

/// The text of a statement, but for the schema.
pub(crate) struct Text {
    pub(crate) sql: Sql,
    /// Whether the text is likely to come again.
    pub(crate) reuse: bool,
    /// Whether there is nothing to do, so that nothing is sent.
    pub(crate) idle: bool,
}

impl Text {
    pub(crate) fn fixed(sql: &'static [Piece]) -> Self {
        Self {
            sql: Sql::Fixed(sql),
            reuse: true,
            idle: false,
        }
    }

    pub(crate) fn dynamic(pieces: Vec<Piece>) -> Self {
        Self {
            sql: Sql::Built(pieces),
            reuse: true,
            idle: false,
        }
    }

    pub(crate) fn call<'a>(&'a self, request: &'a dyn Request, params: &'a Params<'_>) -> Call<'a> {
        Call {
            sql: &self.sql,
            params: params.as_slice(),
            schema: request.schema(),
            table: request.table(),
            operation: request.operation(),
            reuse: self.reuse,
        }
    }
}

/// Appends ` RETURNING` with every column, if rows are wanted.
pub(crate) fn push_returning<E: Entity>(pieces: &mut Vec<Piece>, want: Want) {
    if want != Want::Count {
        pieces.push(Piece::Text(" RETURNING "));
        pieces.push(Piece::Text(E::statements().columns));
    }
}
