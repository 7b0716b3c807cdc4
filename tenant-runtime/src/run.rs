//! Runs one statement on one connection: prepared where it is known, unprepared where it is new,
//! and once more where the server no longer accepts what was prepared.
//!
//! Nothing here depends on the tenant or the entity, so it is compiled once.

use std::pin::pin;

use futures_util::{FutureExt, StreamExt, future::BoxFuture};
use tokio_postgres::{Row, RowStream, Statement, error::SqlState};

use crate::{
    Error, Result,
    cache::Plan,
    connection::{Condition, Doubt, State, Unread},
    executor::Held,
    params::Arg,
    sql::{Sql, Wording},
    trace::{self, Span},
    wrap::{self, Commit},
};

/// A statement, ready to run.
pub(crate) struct Call<'a> {
    pub(crate) sql: &'a Sql,
    pub(crate) schema: &'a str,
    /// Whether the route names tables with their schema.
    pub(crate) qualified: bool,
    /// What a transaction around the statement has to set first.
    pub(crate) setup: Option<String>,
    pub(crate) params: &'a [Arg<'a>],
    pub(crate) table: &'static str,
    pub(crate) operation: &'static str,
    /// Whether the statement is worth keeping: not when its text depends on a number of rows.
    pub(crate) reuse: bool,
}

impl<'a> Call<'a> {
    /// How the statement is worded on a connection whose client the user has had, or has not.
    #[inline]
    pub(crate) fn wording(&self, touched: bool) -> Wording<'a> {
        Wording {
            sql: self.sql,
            schema: self.schema,
            qualified: self.qualified || touched,
        }
    }
}

/// A statement while it runs: everyone who has to know how it ends.
struct Running<'a> {
    held: Held<'a>,
    call: &'a Call<'a>,
    span: Span,
    unread: Unread<'a>,
}

impl<'a> Running<'a> {
    #[inline]
    fn new(held: Held<'a>, call: &'a Call<'a>) -> Self {
        let span = Span::of(trace::Statement {
            database: held.state.map_or("", |state| &*state.database),
            schema: call.schema,
            table: call.table,
            operation: call.operation,
        });
        let unread = Unread::on(held.state, held.fate);
        Self {
            held,
            call,
            span,
            unread,
        }
    }

    /// What was started, or the error that came instead.
    ///
    /// Not an asynchronous function around `start`, which would cost as much as this whole module.
    #[inline]
    fn started<R>(&mut self, result: Result<R, tokio_postgres::Error>) -> Result<R> {
        match result {
            Ok(started) => Ok(started),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// The next row, or the error that came instead; none at the end of the answer.
    #[inline]
    fn next(&mut self, item: Option<Result<Row, tokio_postgres::Error>>) -> Result<Option<Row>> {
        match item {
            Some(Ok(row)) => Ok(Some(row)),
            None => Ok(None),
            Some(Err(error)) => Err(self.fail(error)),
        }
    }

    #[cold]
    fn fail(&mut self, error: tokio_postgres::Error) -> Error {
        if error.as_db_error().is_some() {
            self.unread.settle(); // with its error, the server has said all
        }
        let Call {
            schema,
            table,
            operation,
            ..
        } = *self.call;
        failure(self.held, &self.span, error).in_statement(schema, table, operation)
    }
}

/// Tells whoever has to know that a statement failed.
pub(crate) fn failure(held: Held<'_>, span: &Span, error: tokio_postgres::Error) -> Error {
    if let (Some(fate), Some(_)) = (held.fate, error.as_db_error()) {
        fate.fail();
    }
    // A statement that is not known any more, though none of ours was refused for it: someone's
    // `DEALLOCATE ALL` took those that tokio-postgres looks types up with.
    let lost = error.code() == Some(&SqlState::INVALID_SQL_STATEMENT_NAME);
    let error = Error::from(error);
    if let (Some(state), true) = (held.state, lost || error.is_closed()) {
        state.mark(Condition::Unknown); // of a closed one, the client learns later than we do
    }
    span.record(&error);
    error
}

/// Runs a statement and returns its first row.
///
/// Reads to the end all the same: an error that comes after a row, as from a deferred constraint,
/// must not be lost.
pub(crate) async fn first_row(held: Held<'_>, call: &Call<'_>) -> Result<Option<Row>> {
    let mut running = Running::new(held, call);
    let (rows, commit) = running.started(start(held, call).await)?;
    let mut rows = pin!(rows);
    let first = running.next(rows.as_mut().next().await)?;
    if first.is_some() {
        while running.next(rows.as_mut().next().await)?.is_some() {}
    }
    if let Some(commit) = commit {
        running.started(commit.await)?;
    }
    running.unread.settle();
    Ok(first)
}

/// Runs a statement and hands every row to `visit`.
pub(crate) async fn each_row(
    held: Held<'_>,
    call: &Call<'_>,
    visit: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    let mut running = Running::new(held, call);
    let (rows, commit) = running.started(start(held, call).await)?;
    let mut rows = pin!(rows);
    while let Some(row) = running.next(rows.as_mut().next().await)? {
        visit(&row).inspect_err(|error| running.span.record(error))?;
    }
    if let Some(commit) = commit {
        running.started(commit.await)?;
    }
    running.unread.settle();
    Ok(())
}

/// Runs a statement and returns the number of rows that it affected.
pub(crate) async fn execute(held: Held<'_>, call: &Call<'_>) -> Result<u64> {
    let mut running = Running::new(held, call);
    let (rows, commit) = running.started(start(held, call).await)?;
    let mut rows = pin!(rows);
    while running.next(rows.as_mut().next().await)?.is_some() {}
    if let Some(commit) = commit {
        running.started(commit.await)?;
    }
    running.unread.settle();
    Ok(rows.rows_affected().unwrap_or(0))
}

/// Runs a statement up to its first row and returns the rows as they come, with the commit that
/// has to be awaited after the last of them. Whoever reads them notes it when they are not read to
/// the end.
pub(crate) async fn stream(
    held: Held<'_>,
    call: &Call<'_>,
) -> Result<(RowStream, Option<Commit>, Span)> {
    let mut running = Running::new(held, call);
    let (rows, commit) = running.started(start(held, call).await)?;
    running.unread.settle();
    Ok((rows, commit, running.span))
}

/// Sends a statement. The usual case is here, and everything else behind a pointer: what an
/// asynchronous function holds is compiled again wherever it is awaited.
async fn start(
    held: Held<'_>,
    call: &Call<'_>,
) -> Result<(RowStream, Option<Commit>), tokio_postgres::Error> {
    let plan = plan(held, call);
    let Some(Plan::Prepared(statement)) = plan else {
        return start_other(held, call, plan).await;
    };
    match prepared(held, call, &statement).await {
        Ok(rows) => Ok((rows, None)),
        Err(error) if is_stale(&error) => start_again(held, call, error).await,
        Err(error) => Err(error),
    }
}

/// What to do with a statement whose meaning does not depend on the connection's settings.
fn plan(held: Held<'_>, call: &Call<'_>) -> Option<Plan> {
    let Some(state) = held.state else {
        return Some(Plan::Unprepared);
    };
    if state.route.has_settings() {
        return None;
    }
    if !call.reuse {
        return Some(Plan::Unprepared);
    }
    Some(state.statements.plan(call.wording(false)))
}

type Starting<'a> = BoxFuture<'a, Result<(RowStream, Option<Commit>), tokio_postgres::Error>>;

fn start_other<'a>(held: Held<'a>, call: &'a Call<'a>, plan: Option<Plan>) -> Starting<'a> {
    let wording = call.wording(false);
    match (plan, held.state) {
        (None, Some(state)) => wrap::run(held, call, state).boxed(),
        (Some(Plan::Prepare), Some(state)) => async move {
            let statement = prepare(held, call, wording, state).await?;
            Ok((prepared(held, call, &statement).await?, None))
        }
        .boxed(),
        _ => async move { Ok((unprepared(held, call, wording).await?, None)) }.boxed(),
    }
}

/// Once more, unprepared; but in a transaction the error has ended it, and only the caller can start
/// over.
fn start_again<'a>(
    held: Held<'a>,
    call: &'a Call<'a>,
    error: tokio_postgres::Error,
) -> Starting<'a> {
    let wording = call.wording(false);
    if let Some(state) = held.state {
        state.statements.remove(wording);
    }
    async move {
        if held.fate.is_some() {
            return Err(error);
        }
        Ok((unprepared(held, call, wording).await?, None))
    }
    .boxed()
}

pub(crate) async fn prepared(
    held: Held<'_>,
    call: &Call<'_>,
    statement: &Statement,
) -> Result<RowStream, tokio_postgres::Error> {
    let params = call.params.iter().map(Arg::to_sql);
    held.client.query_raw(statement, params).await
}

/// One round trip: parse, bind, execute, with nothing left on the server.
pub(crate) async fn unprepared(
    held: Held<'_>,
    call: &Call<'_>,
    wording: Wording<'_>,
) -> Result<RowStream, tokio_postgres::Error> {
    let text = wording.text();
    let params = call.params.iter().map(|arg| (arg.to_sql(), arg.sql_type()));
    held.client.query_typed_raw(&text, params).await
}

/// Prepares a statement, and keeps it.
///
/// If the future is dropped between request and answer, the server has a statement that nothing
/// here knows of: the doubt then has the connection closed.
pub(crate) async fn prepare(
    held: Held<'_>,
    call: &Call<'_>,
    wording: Wording<'_>,
    state: &State,
) -> Result<Statement, tokio_postgres::Error> {
    let doubt = Doubt::about(state);
    let text = wording.text();
    let types: Vec<_> = call.params.iter().map(Arg::sql_type).collect();
    let result = held.client.prepare_typed(&text, &types).await;
    match &result {
        Ok(statement) => {
            doubt.settle();
            state.statements.store(wording, statement.clone());
        }
        // Refused: nothing was left on the server, and the next attempt goes unprepared again.
        Err(error) if error.as_db_error().is_some() => {
            doubt.settle();
            state.statements.remove(wording);
        }
        Err(_) => {}
    }
    result
}

/// Whether the server refuses a statement that it prepared: "cached plan must not change result
/// type" (0A000) after a migration, or an unknown name (26000) after someone's `DEALLOCATE`.
pub(crate) fn is_stale(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(&SqlState::INVALID_SQL_STATEMENT_NAME) => true,
        Some(&SqlState::FEATURE_NOT_SUPPORTED) => error
            .as_db_error()
            .is_some_and(|error| error.routine() == Some("RevalidateCachedQuery")),
        _ => false,
    }
}
