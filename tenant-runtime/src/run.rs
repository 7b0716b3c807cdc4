//! One statement on one connection: prepared where it is known, unprepared where it is new,
//! and once more where the server no longer accepts what was prepared.
//!
//! Nothing here depends on the tenant or the entity, so it is compiled once.

use futures_util::{
    FutureExt,
    future::{self, BoxFuture},
};
use postgres_types::ToSql;
use tokio_postgres::{RowStream, Statement, error::SqlState};

use crate::{
    Error, Result,
    cache::{How, Key},
    connection::{Condition, Doubt, State, Unread},
    executor::Held,
    identity::Identity,
    params::{Given, Param, to_send},
    query::Plan,
    sql::{Sql, Wording},
    trace::{self, Span},
    wrap::{self, Commit},
};

/// A statement, ready to run.
pub(crate) struct Call<'a> {
    pub(crate) sql: &'a Sql<'a>,
    pub(crate) identity: Identity,
    pub(crate) schema: &'a str,
    /// Whether the route names tables with their schema.
    pub(crate) qualified: bool,
    /// Whether the schema is no tenant's, so that no tenant has to be set.
    pub(crate) once: bool,
    pub(crate) params: &'a [Given<'a>],
    /// What errors and spans name it by.
    pub(crate) plan: &'a dyn Plan,
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

    /// What the statement is found by if it is worded so.
    #[inline]
    pub(crate) fn key(&self, wording: Wording<'a>) -> Key<'a> {
        Key {
            identity: self.identity,
            schema: wording.schema,
            qualified: wording.qualified,
        }
    }
}

impl Call<'_> {
    #[inline]
    pub(crate) fn args(&self) -> impl ExactSizeIterator<Item = &(dyn ToSql + Sync)> {
        to_send(self.params).map(|param| -> &(dyn ToSql + Sync) { param })
    }
}

/// A statement while it runs: everyone who has to know how it ends.
pub(crate) struct Running<'a> {
    pub(crate) held: Held<'a>,
    call: &'a Call<'a>,
    pub(crate) span: Span,
    pub(crate) unread: Unread<'a>,
}

impl<'a> Running<'a> {
    #[expect(clippy::inline_always, reason = "as of `begin`")]
    #[inline(always)]
    pub(crate) fn new(held: Held<'a>, call: &'a Call<'a>) -> Self {
        let span = Span::of(|| trace::Statement {
            database: held.state.map_or("", |state| &*state.database),
            schema: call.schema,
            table: call.plan.table().name,
            operation: call.plan.operation(),
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
    #[inline]
    pub(crate) fn started<R>(&mut self, result: Result<R, impl Into<Error>>) -> Result<R> {
        match result {
            Ok(started) => Ok(started),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// The error of a row that does not fit the entity. What comes after it is not read.
    #[cold]
    pub(crate) fn undecoded(&self, error: Error) -> Error {
        self.span.record(&error);
        error.in_statement(self.call.schema, self.call.plan.table().name, "decoding")
    }

    #[cold]
    pub(crate) fn fail(&mut self, error: impl Into<Error>) -> Error {
        let error = error.into();
        if error.as_db_error().is_some() {
            self.unread.settle(); // with its error, the server has said all
        }
        let Call { schema, plan, .. } = *self.call;
        failure(self.held, &self.span, error).in_statement(
            schema,
            plan.table().name,
            plan.operation(),
        )
    }
}

/// Tells whoever has to know that a statement failed.
pub(crate) fn failure(held: Held<'_>, span: &Span, error: impl Into<Error>) -> Error {
    let mut error = error.into();
    if let (Some(fate), Some(_)) = (held.fate, error.as_db_error()) {
        error = fate.fail(error);
    }
    // A statement that is not known any more, though none of ours was refused for it: someone's
    // `DEALLOCATE ALL` took those that tokio-postgres looks types up with.
    let lost = error.code() == Some(&SqlState::INVALID_SQL_STATEMENT_NAME);
    if let (Some(state), true) = (held.state, lost || error.is_closed()) {
        state.mark(Condition::Unknown); // of a closed one, the client learns later than we do
    }
    span.record(&error);
    error
}

/// The rows of a statement, with the commit that has to be awaited after the last of them.
pub(crate) type Begun = (RowStream, Option<Commit>);

type Starting<'a> = BoxFuture<'a, Result<Begun>>;

/// How a statement is sent.
pub(crate) enum Begin<'a> {
    /// The usual case: it is prepared on this connection.
    Prepared(Statement),
    /// Everything else, behind a pointer: what an asynchronous function holds is part of every
    /// future around it, and compiled again with it.
    Other(Starting<'a>),
}

#[expect(clippy::inline_always, reason = "it has one usual caller")]
#[inline(always)]
pub(crate) fn begin<'a>(held: Held<'a>, call: &'a Call<'a>) -> Begin<'a> {
    match plan(held, call) {
        Some(How::Prepared(statement)) => Begin::Prepared(statement),
        plan => Begin::Other(start_other(held, call, plan)),
    }
}

/// What to do with a statement whose meaning does not depend on the connection's settings, and that
/// waits for no other: the first of a transaction waits for the `BEGIN` as well.
#[expect(clippy::inline_always, reason = "as of `begin`")]
#[inline(always)]
fn plan(held: Held<'_>, call: &Call<'_>) -> Option<How> {
    let Some(state) = held.state else {
        return Some(How::Unprepared);
    };
    let is_first = held.fate.is_some_and(|fate| !fate.opening().is_open());
    if is_first || state.route.has_settings() {
        return None;
    }
    if !call.reuse {
        return Some(How::Unprepared);
    }
    Some(state.statements.plan(call.key(call.wording(false))))
}

fn start_other<'a>(held: Held<'a>, call: &'a Call<'a>, plan: Option<How>) -> Starting<'a> {
    let wording = call.wording(false);
    match (plan, held.state) {
        (None, Some(state)) => wrap::run(held, call, state).boxed(),
        (Some(How::Prepare), Some(state)) => async move {
            let statement = prepare(held, call, wording, state).await?;
            Ok((prepared(held, call, &statement).await?, None))
        }
        .boxed(),
        _ => async move { Ok((unprepared(held, call, wording).await?, None)) }.boxed(),
    }
}

/// Sends a statement.
pub(crate) async fn start(held: Held<'_>, call: &Call<'_>) -> Result<Begun> {
    match begin(held, call) {
        Begin::Prepared(statement) => match prepared(held, call, &statement).await {
            Ok(rows) => Ok((rows, None)),
            Err(error) => Ok((begin_again(held, call, error).await?, None)),
        },
        Begin::Other(begun) => begun.await,
    }
}

/// Once more, unprepared, if the server refused what was prepared; but in a transaction the error has
/// ended it, and only the caller can start over.
#[cold]
pub(crate) fn begin_again<'a>(
    held: Held<'a>,
    call: &'a Call<'a>,
    error: tokio_postgres::Error,
) -> BoxFuture<'a, Result<RowStream>> {
    let wording = call.wording(false);
    if !is_stale(&error) {
        return future::ready(Err(error.into())).boxed();
    }
    if let Some(state) = held.state {
        state.statements.remove(call.key(wording));
    }
    async move {
        if held.fate.is_some() {
            return Err(error.into());
        }
        Ok(unprepared(held, call, wording).await?)
    }
    .boxed()
}

pub(crate) async fn prepared(
    held: Held<'_>,
    call: &Call<'_>,
    statement: &Statement,
) -> Result<RowStream, tokio_postgres::Error> {
    // `fuse` for a type of its own: the future that `job` has for its iterator is in one place only, and
    // compiled into that.
    held.client.query_raw(statement, call.args().fuse()).await
}

/// One round trip: parse, bind, execute, with nothing left on the server.
pub(crate) async fn unprepared(
    held: Held<'_>,
    call: &Call<'_>,
    wording: Wording<'_>,
) -> Result<RowStream, tokio_postgres::Error> {
    let text = wording.text();
    let params = to_send(call.params);
    let params = params.map(|param| -> (&(dyn ToSql + Sync), _) { (param, param.sql_type()) });
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
    let types: Vec<_> = to_send(call.params).map(Param::sql_type).collect();
    let result = held.client.prepare_typed(&text, &types).await;
    match &result {
        Ok(statement) => {
            doubt.settle();
            state.statements.store(call.key(wording), statement.clone());
        }
        // Refused: nothing was left on the server, and the next attempt goes unprepared again.
        Err(error) if error.as_db_error().is_some() => {
            doubt.settle();
            state.statements.remove(call.key(wording));
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
