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
    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()>;
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

/// A statement, but for the schema.
pub(crate) struct Built<'a> {
    pub(crate) params: Params<'a>,
    /// What tells it from every other.
    pub(crate) identifier: Identifier,
    pub(crate) sql: Sql<'a>,
    /// Whether the text is likely to come again.
    pub(crate) reuse: bool,
    /// Whether there is nothing to do, so that nothing is sent.
    pub(crate) idle: bool,
    wrong: Option<Error>,
}

impl<'a> Built<'a> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            params: Params::new(),
            identifier: Identifier::new(),
            sql: Sql::Fixed(&[]),
            reuse: true,
            idle: false,
            wrong: None,
        }
    }

    /// The text is a constant.
    #[inline]
    pub(crate) fn fixed(&mut self, sql: &'static [Piece]) {
        self.identifier.fixed(sql);
        self.sql = Sql::Fixed(sql);
    }

    /// The text is a constant whose last piece returns the rows, if they are wanted.
    #[inline]
    pub(crate) fn returning(&mut self, sql: &'static [Piece], want: Want) {
        match sql {
            [without @ .., _] if want == Want::Count => self.fixed(without),
            _ => self.fixed(sql),
        }
    }

    /// The text is of pieces whose parameters are known.
    fn list(&mut self, pieces: Vec<Piece>) -> Result<()> {
        for piece in &pieces {
            self.push(*piece);
        }
        self.sql = Sql::List(pieces);
        self.check()
    }

    /// The text is of pieces, which come with their parameters.
    pub(crate) fn lists(&mut self, lists: Lists<'a>) -> Result<()> {
        for param in to_send(lists.params.as_slice()) {
            self.identifier.param(param.sql_type().oid());
        }
        self.params = lists.params;
        self.wrong = lists.wrong;
        self.list(lists.pieces)
    }

    /// The text is that of a query, which has written itself.
    #[inline]
    pub(crate) fn query(&mut self, query: &'a dyn Listed, want: Want) -> Result<()> {
        self.sql = Sql::Query(query, want);
        self.check()
    }

    #[inline(always)]
    fn check(&mut self) -> Result<()> {
        if self.wrong.is_some() || self.identifier.is_stray() {
            return Err(self.error());
        }
        Ok(())
    }

    #[cold]
    fn error(&mut self) -> Error {
        let stray = || Alias::stray(&self.sql.pieces());
        self.wrong.take().unwrap_or_else(stray)
    }

    #[inline(always)]
    pub(crate) fn call<'c>(&'c self, plan: &'c dyn Plan, way: Way<'c>) -> Call<'c> {
        let schema = match &self.sql {
            Sql::Across(query, _) => query.named(),
            _ => way.schema,
        };
        Call {
            sql: &self.sql,
            identity: self.identifier.identity(),
            schema,
            qualified: way.qualified || plan.is_qualified(),
            once: way.once,
            params: self.params.as_slice(),
            plan,
            reuse: self.reuse,
        }
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
