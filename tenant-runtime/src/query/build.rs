//! How a query becomes a statement: its SQL and its parameters, borrowed from the query.
//!
//! A query is typed by tenant and entity, and a plan is not: it is what remains of a query once
//! a verb was called. All that runs is written for plans, so that one more handle adds none of it
//! to a program.

#![expect(clippy::inline_always, reason = "as of an `Identifier`")]

use crate::{
    Error, Result,
    alias::Alias,
    def::TableDef,
    executor::Way,
    identity::Identifier,
    params::{Params, to_send},
    run::Call,
    slot::Slot,
    sql::{Listed, Lists, Piece, Sink, Sql, Statement},
    tables::TableRef,
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
    /// What is large goes where the caller will use it, as it is not moved for free.
    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<Text<'a>>;
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

/// The parameters of a statement, and what tells it from every other.
pub(crate) struct Built<'a> {
    pub(crate) params: Params<'a>,
    pub(crate) identifier: Identifier,
    wrong: Option<Error>,
}

impl Built<'_> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            params: Params::new(),
            identifier: Identifier::new(),
            wrong: None,
        }
    }

    #[cold]
    fn error(&mut self, sql: &Sql<'_>) -> Error {
        let stray = || Alias::stray(&sql.pieces());
        self.wrong.take().unwrap_or_else(stray)
    }
}

impl<'a> Sink<'a> for Built<'a> {
    #[inline(always)]
    fn push(&mut self, piece: Piece) {
        self.identifier.push(piece);
    }

    #[inline]
    fn every(&mut self, source: TableRef, alias: Alias) {
        self.identifier.every(source.table, alias);
    }

    #[inline]
    fn table(&mut self, source: TableRef, alias: Alias) {
        self.identifier.table(source.table, alias);
    }

    #[inline]
    fn key(&mut self, table: &'static TableDef, alias: Alias) {
        self.identifier.key(table, alias);
    }

    #[inline(always)]
    fn value(&mut self, value: &'a Slot) {
        let (param, ty) = value.typed();
        self.identifier.param(ty);
        self.params.push(param);
    }

    #[cold]
    fn fail(&mut self, error: Error) {
        self.wrong.get_or_insert(error);
    }
}

impl<'a> Statement<'a> for Built<'a> {
    fn params(&mut self) -> &mut Params<'a> {
        &mut self.params
    }
}

/// The text of a statement, but for the schema.
pub(crate) struct Text<'a> {
    pub(crate) sql: Sql<'a>,
    /// Whether the text is likely to come again.
    pub(crate) reuse: bool,
    /// Whether there is nothing to do, so that nothing is sent.
    pub(crate) idle: bool,
}

impl<'a> Text<'a> {
    #[inline]
    pub(crate) fn fixed(sql: &'static [Piece], built: &mut Built<'_>) -> Self {
        built.identifier.fixed(sql);
        Self::of(Sql::Fixed(sql))
    }

    /// Of a list whose last piece returns the rows, if they are wanted.
    #[inline]
    pub(crate) fn returning(sql: &'static [Piece], want: Want, built: &mut Built<'_>) -> Self {
        match sql {
            [without @ .., _] if want == Want::Count => Self::fixed(without, built),
            _ => Self::fixed(sql, built),
        }
    }

    /// Of pieces whose parameters are known.
    pub(crate) fn list(pieces: Vec<Piece>, built: &mut Built<'_>) -> Result<Self> {
        for piece in &pieces {
            built.push(*piece);
        }
        Self::checked(Sql::List(pieces), built)
    }

    /// Of pieces with their parameters.
    pub(crate) fn lists(lists: Lists<'a>, built: &mut Built<'a>) -> Result<Self> {
        for param in to_send(lists.params.as_slice()) {
            built.identifier.param(param.sql_type().oid());
        }
        built.params = lists.params;
        built.wrong = lists.wrong;
        Self::list(lists.pieces, built)
    }

    /// Of a query that has written itself.
    #[inline]
    pub(crate) fn query(query: &'a dyn Listed, want: Want, built: &mut Built<'_>) -> Result<Self> {
        Self::checked(Sql::Query(query, want), built)
    }

    #[inline(always)]
    fn checked(sql: Sql<'a>, built: &mut Built<'_>) -> Result<Self> {
        if built.wrong.is_some() || built.identifier.is_stray() {
            return Err(built.error(&sql));
        }
        Ok(Self::of(sql))
    }

    fn of(sql: Sql<'a>) -> Self {
        Self {
            sql,
            reuse: true,
            idle: false,
        }
    }

    /// Where there is nothing to do.
    pub(crate) fn idle() -> Self {
        Self {
            sql: Sql::Fixed(&[]),
            reuse: false,
            idle: true,
        }
    }

    #[inline]
    pub(crate) fn call<'c>(
        &'c self,
        plan: &'c dyn Plan,
        way: Way<'c>,
        built: &'c Built<'_>,
    ) -> Call<'c> {
        let schema = match &self.sql {
            Sql::Across(query, _) => query.named(),
            _ => way.schema,
        };
        Call {
            sql: &self.sql,
            identity: built.identifier.identity(),
            schema,
            qualified: way.qualified || plan.is_qualified(),
            once: way.once,
            params: built.params.as_slice(),
            plan,
            reuse: self.reuse,
        }
    }
}
