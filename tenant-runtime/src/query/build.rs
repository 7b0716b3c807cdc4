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
    fn build(&self, want: Want) -> Result<Built<'_>>;
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

/// A statement, but for the schema.
pub(crate) struct Built<'a> {
    pub(crate) sql: Sql,
    pub(crate) params: Params<'a>,
    /// Whether the text is likely to come again.
    pub(crate) reuse: bool,
    /// Whether there is nothing to do, so that nothing is sent.
    pub(crate) idle: bool,
}

impl<'a> Built<'a> {
    pub(crate) fn fixed(sql: &'static [Piece], params: Params<'a>) -> Self {
        Self {
            sql: Sql::Fixed(sql),
            params,
            reuse: true,
            idle: false,
        }
    }

    pub(crate) fn dynamic(pieces: Vec<Piece>, params: Params<'a>) -> Self {
        Self {
            sql: Sql::Built(pieces),
            params,
            reuse: true,
            idle: false,
        }
    }

    pub(crate) fn call<'b, Q: Build>(&'b self, tenant: &'b Q::Tenant) -> Call<'b> {
        Call {
            sql: &self.sql,
            params: self.params.as_slice(),
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
