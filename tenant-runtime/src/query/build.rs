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

    fn tenant(&self) -> Self::Tenant;

    /// Makes the statement; everything that can be wrong with the query is found here, before
    /// anything is sent.
    ///
    /// The parameters go where the caller will use them: they are too large to be moved for free.
    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text>;
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

    pub(crate) fn call<'a, Q: Build>(
        &'a self,
        tenant: &'a Q::Tenant,
        params: &'a Params<'_>,
    ) -> Call<'a> {
        Call {
            sql: &self.sql,
            params: params.as_slice(),
            schema: tenant.schema(),
            table: Q::Entity::table().name,
            operation: Q::OPERATION,
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
