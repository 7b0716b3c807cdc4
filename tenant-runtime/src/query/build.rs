//! How a query becomes a statement: its SQL and its parameters, borrowed from the query.
//!
//! A query is typed by tenant and entity, and a plan is not: it is what remains of a query once
//! a verb was called. All that runs is written for plans, so that one more handle adds none of it
//! to a program.

use std::borrow::Cow;

use crate::{
    Result,
    def::TableDef,
    executor::Way,
    params::Params,
    run::Call,
    sql::{Piece, Sql},
};

/// What remains of a query.
pub(crate) trait Plan: Send + Sync {
    /// The SQL command, as errors and spans name it.
    fn operation(&self) -> &'static str;

    fn table(&self) -> &'static TableDef;

    /// Whether the statement is for a row as it was read, so that none is a conflict.
    fn is_versioned(&self) -> bool {
        false
    }

    /// Whether tables are named with their schema whatever the route.
    fn is_qualified(&self) -> bool {
        false
    }

    /// Makes the statement; everything that can be wrong with the query is found here, before
    /// anything is sent.
    ///
    /// The parameters go where the caller will use them: they are too large to be moved for free.
    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text<'a>>;
}

/// A query from which a plan remains, for what the caller wants.
pub(crate) trait IntoPlan: Send {
    type Plan: Plan;

    fn into_plan(self, want: Want) -> Self::Plan;
}

impl<P: Plan> IntoPlan for P {
    type Plan = P;

    #[inline]
    fn into_plan(self, _: Want) -> P {
        self
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
pub(crate) struct Text<'a> {
    pub(crate) sql: Cow<'a, Sql>,
    /// Whether the text is likely to come again.
    pub(crate) reuse: bool,
    /// Whether there is nothing to do, so that nothing is sent.
    pub(crate) idle: bool,
}

impl Text<'_> {
    pub(crate) fn fixed(sql: &'static [Piece]) -> Self {
        Self {
            sql: Cow::Owned(Sql::Fixed(sql)),
            reuse: true,
            idle: false,
        }
    }

    pub(crate) fn dynamic(pieces: Vec<Piece>) -> Result<Self> {
        Ok(Self {
            sql: Cow::Owned(Sql::built(pieces)?),
            reuse: true,
            idle: false,
        })
    }

    #[inline]
    pub(crate) fn call<'c>(
        &'c self,
        plan: &dyn Plan,
        way: Way<'c>,
        params: &'c Params<'_>,
    ) -> Call<'c> {
        Call {
            sql: &self.sql,
            schema: way.schema,
            qualified: way.qualified || plan.is_qualified(),
            once: way.once,
            params: params.as_slice(),
            table: plan.table().name,
            operation: plan.operation(),
            reuse: self.reuse,
        }
    }
}

/// Appends ` RETURNING` with every column, if rows are wanted.
pub(crate) fn push_returning(pieces: &mut Vec<Piece>, columns: Piece, want: Want) {
    if want != Want::Count {
        pieces.push(Piece::Text(" RETURNING "));
        pieces.push(columns);
    }
}
