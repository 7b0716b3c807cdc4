//! Runs one statement on one connection: prepared where it is known, unprepared where it is new,
//! and once more where the server no longer accepts what was prepared.
//!
//! Nothing here depends on the tenant or the entity, so it is compiled once.

use std::pin::pin;

use futures_util::StreamExt;
use tokio_postgres::{Row, RowStream, Statement, error::SqlState};

use crate::{
    Error, Result,
    cache::Plan,
    connection::{Condition, Doubt, State, Unread},
    executor::Held,
    params::Arg,
    sql::Sql,
    trace::{self, Span},
};

/// A statement, ready to run.
pub(crate) struct Call<'a> {
    pub(crate) sql: &'a Sql,
    pub(crate) params: &'a [Arg<'a>],
    pub(crate) schema: &'a str,
    pub(crate) table: &'static str,
    pub(crate) operation: &'static str,
    /// Whether the statement is worth keeping: not when its text depends on a number of rows.
    pub(crate) reuse: bool,
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

    /// The rows, or the error that came instead.
    ///
    /// Not an asynchronous function around `start`, which would cost as much as this whole module.
    #[inline]
    fn started(&mut self, rows: Result<RowStream, tokio_postgres::Error>) -> Result<RowStream> {
        match rows {
            Ok(rows) => Ok(rows),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// The next row, or the error that came instead; none at the end of the answer.
    #[inline]
    fn next(&mut self, item: Option<Result<Row, tokio_postgres::Error>>) -> Result<Option<Row>> {
        match item {
            Some(Ok(row)) => Ok(Some(row)),
            None => {
                self.unread.settle();
                Ok(None)
            }
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
    let error = Error::from(error);
    if let (Some(state), true) = (held.state, error.is_closed()) {
        state.mark(Condition::Unknown); // the client learns of it later than we do
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
    let mut rows = pin!(running.started(start(held, call).await)?);
    let first = running.next(rows.as_mut().next().await)?;
    if first.is_some() {
        while running.next(rows.as_mut().next().await)?.is_some() {}
    }
    Ok(first)
}

/// Runs a statement and hands every row to `visit`.
pub(crate) async fn each_row(
    held: Held<'_>,
    call: &Call<'_>,
    visit: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    let mut running = Running::new(held, call);
    let mut rows = pin!(running.started(start(held, call).await)?);
    while let Some(row) = running.next(rows.as_mut().next().await)? {
        visit(&row).inspect_err(|error| running.span.record(error))?;
    }
    Ok(())
}

/// Runs a statement and returns the number of rows that it affected.
pub(crate) async fn execute(held: Held<'_>, call: &Call<'_>) -> Result<u64> {
    let mut running = Running::new(held, call);
    let mut rows = pin!(running.started(start(held, call).await)?);
    while running.next(rows.as_mut().next().await)?.is_some() {}
    Ok(rows.rows_affected().unwrap_or(0))
}

/// Runs a statement up to its first row and returns the rows as they come. Whoever reads them
/// notes it when they are not read to the end.
pub(crate) async fn stream(held: Held<'_>, call: &Call<'_>) -> Result<(RowStream, Span)> {
    let mut running = Running::new(held, call);
    let rows = running.started(start(held, call).await)?;
    running.unread.settle();
    Ok((rows, running.span))
}

async fn start(held: Held<'_>, call: &Call<'_>) -> Result<RowStream, tokio_postgres::Error> {
    let Some(state) = held.state.filter(|_| call.reuse) else {
        return unprepared(held, call).await;
    };
    let statement = match state.statements.plan(call.sql, call.schema) {
        Plan::Prepared(statement) => statement,
        Plan::Unprepared => return unprepared(held, call).await,
        Plan::Prepare => {
            let statement = prepare(held, call, state).await?;
            state
                .statements
                .store(call.sql, call.schema, statement.clone());
            statement
        }
    };
    let params = call.params.iter().map(Arg::to_sql);
    match held.client.query_raw(&statement, params).await {
        Err(error) if is_stale(&error) => {
            state.statements.remove(call.sql, call.schema);
            // In a transaction the error has ended it; only the caller can start over.
            if held.fate.is_some() {
                return Err(error);
            }
            unprepared(held, call).await
        }
        result => result,
    }
}

/// One round trip: parse, bind, execute, with nothing left on the server.
async fn unprepared(held: Held<'_>, call: &Call<'_>) -> Result<RowStream, tokio_postgres::Error> {
    let text = call.sql.render(call.schema);
    let params = call.params.iter().map(|arg| (arg.to_sql(), arg.sql_type()));
    held.client.query_typed_raw(&text, params).await
}

/// Prepares a statement.
///
/// If the future is dropped between request and answer, the server has a statement that nothing
/// here knows of: the doubt then has the connection closed.
async fn prepare(
    held: Held<'_>,
    call: &Call<'_>,
    state: &State,
) -> Result<Statement, tokio_postgres::Error> {
    let doubt = Doubt::about(state);
    let text = call.sql.render(call.schema);
    let types: Vec<_> = call.params.iter().map(Arg::sql_type).collect();
    let result = held.client.prepare_typed(&text, &types).await;
    match &result {
        Ok(_) => doubt.settle(),
        // Refused: nothing was left on the server, and the next attempt goes unprepared again.
        Err(error) if error.as_db_error().is_some() => {
            doubt.settle();
            state.statements.remove(call.sql, call.schema);
        }
        Err(_) => {}
    }
    result
}

/// Whether the server refuses a statement that it prepared: "cached plan must not change result
/// type" (0A000) after a migration, or an unknown name (26000) after someone's `DEALLOCATE`.
fn is_stale(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(&SqlState::INVALID_SQL_STATEMENT_NAME) => true,
        Some(&SqlState::FEATURE_NOT_SUPPORTED) => error
            .as_db_error()
            .is_some_and(|error| error.routine() == Some("RevalidateCachedQuery")),
        _ => false,
    }
}
