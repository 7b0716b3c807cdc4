//! Runs a plan: makes the statement, takes a connection, sends it, and reads the answer.
//!
//! What sends and reads knows no tenant and no entity, so that one more handle adds none of it to a
//! program.

use std::{
    future::poll_fn,
    pin::pin,
    task::{Poll, ready},
};

use futures_util::Stream;
use tokio_postgres::Row;

use crate::{
    Error, ErrorKind, Executor, Lease, Result,
    executor::{Line, Link},
    home::Each,
    query::build::{Built, IntoPlan, Plan, Want},
    routine::Routine,
    row::RowRef,
    run::{self, Begin, Begun, Running},
    set::TenantSet,
    tenant::{Target, Tenant},
    trace::Span,
    wrap,
};

/// How a plan starts: for which schema, on what, and for what result.
pub(crate) struct Start<'a> {
    target: Target,
    lease: Result<Lease<'a>>,
    want: Want,
}

impl<'a> Start<'a> {
    #[cfg_attr(not(debug_assertions), inline(always))] // so that it is made in its future's place
    pub(crate) fn with<T: Tenant>(executor: &'a dyn Executor<T>, tenant: T, want: Want) -> Self {
        Self {
            target: tenant.target(),
            lease: executor.lease(&tenant),
            want,
        }
    }

    /// For all tenants that the plan names. On the server it is as one for the shared schema: no tenant has
    /// to be set.
    pub(crate) fn across<S: TenantSet>(
        executor: &'a dyn Executor<Each<S>>,
        schemas: &[String],
    ) -> Self {
        let lease = executor.lease(&Each::INSTANCE);
        let admitted = |lease: Lease<'a>| lease.admit(schemas).map(|()| lease);
        Self {
            target: Target::Once(S::SHARED),
            lease: lease.and_then(admitted),
            want: Want::Rows,
        }
    }
}

impl Start<'_> {
    pub(crate) fn target(&self) -> Target {
        self.target
    }

    pub(crate) fn want(&self) -> Want {
        self.want
    }
}

/// A plan that is run.
pub(crate) struct Job<'a> {
    pub(crate) plan: &'a dyn Plan,
    pub(crate) start: &'a Start<'a>,
    /// Gets every row.
    pub(crate) visit: &'a mut (dyn FnMut(&Row) -> Result<()> + Send),
}

/// Runs a plan, and returns the number of rows affected.
#[inline]
fn run(job: &mut Job<'_>) -> impl Future<Output = Result<u64>> + Send {
    routine().start(job)
}

/// What runs a plan; not inlined, as the code is compiled wherever the pointer to it is taken.
#[inline(never)]
fn routine<'a, 'j: 'a>() -> impl Routine<&'a mut Job<'j>, Output = Result<u64>> {
    (body, Future::poll as _)
}

/// It takes one reference, as what is given to an asynchronous function is copied with the room for
/// its later states.
///
/// Reads to the end whatever the caller wants: an error that comes after a row, as from a deferred
/// constraint, must not be lost.
async fn body(job: &mut Job<'_>) -> Result<u64> {
    let Job { plan, start, visit } = job;
    let plan = *plan;
    let lease = *start.lease.as_ref().map_err(Error::again)?;
    let mut built = Built::new();
    plan.build(start.want, &mut built)?;
    if built.idle {
        return Ok(0);
    }
    let pooled;
    let held = match lease.link() {
        Link::Held(held) => held,
        Link::Pool(pool) => {
            pooled = match pool.checkout(start.target) {
                Ok(connection) => connection,
                Err(connection) => connection.await.map_err(|error| {
                    located(error, &start.target, plan.table().name, plan.operation())
                })?,
            };
            pooled.held()
        }
    };
    let call = built.call(plan, held.way(&start.target)?);
    // From here on it is named through `running`: held twice across an `await`, it would be in the future twice.
    let mut running = Running::new(held, &call);
    let mut commit = None;
    // Not `run::start`: every layer costs each poll something, and this is the usual case.
    let rows = match run::begin(held, &call) {
        // Who wants a number alone is spared the stream of rows that do not come.
        Begin::Prepared(statement) if start.want == Want::Count => {
            match running
                .held
                .client
                .execute_raw(&statement, call.args())
                .await
            {
                Ok(count) => {
                    running.unread.settle();
                    return Ok(count);
                }
                // Not of this statement, but of one in a function that it calls: it may have done something.
                Err(error)
                    if error
                        .as_db_error()
                        .is_some_and(|error| error.where_().is_some()) =>
                {
                    return Err(running.fail(error));
                }
                Err(error) => {
                    running.started(run::begin_again(running.held, &call, error).await)?
                }
            }
        }
        Begin::Prepared(statement) => {
            match running.held.client.query_raw(&statement, call.args()).await {
                Ok(rows) => rows,
                Err(error) => {
                    running.started(run::begin_again(running.held, &call, error).await)?
                }
            }
        }
        Begin::Other(begun) => {
            let (rows, after) = running.started(begun.await)?;
            commit = after;
            rows
        }
    };
    let mut rows = pin!(rows);
    // Not a loop that awaits the next row, which would leave and enter the future for each.
    poll_fn(|cx| {
        loop {
            match ready!(rows.as_mut().poll_next(cx)) {
                Some(Ok(row)) => visit(&row).map_err(|error| running.undecoded(error))?,
                Some(Err(error)) => return Poll::Ready(Err(running.fail(error))),
                None => return Poll::Ready(Ok(())),
            }
        }
    })
    .await?;
    if let Some(commit) = commit {
        running.started(wrap::see(commit, running.held).await)?;
    }
    running.unread.settle();
    Ok(rows.rows_affected().unwrap_or(0))
}

// The futures below are blocks, and not asynchronous functions, which would move what they are given to
// another place within themselves before they begin.

/// Runs a plan and decodes its first row, if there is one.
#[inline]
pub(crate) fn first<R: Send>(
    query: impl IntoPlan,
    start: Start<'_>,
    mut decode: impl FnMut(RowRef<'_>) -> Result<R> + Send,
) -> impl Future<Output = Result<Option<R>>> + Send {
    let plan = query.into_plan(start.want);
    async move {
        let mut first = None;
        let mut job = Job {
            plan: &plan,
            start: &start,
            visit: &mut |row| keep(&mut first, row, &mut decode),
        };
        match run(&mut job).await {
            Ok(_) if first.is_none() && plan.is_versioned() => Err(conflict(&start.target, &plan)),
            Ok(_) => Ok(first),
            Err(error) => Err(error),
        }
    }
}

/// The same, where there has to be one.
#[inline]
pub(crate) fn one<R: Send>(
    query: impl IntoPlan,
    start: Start<'_>,
    mut decode: impl FnMut(RowRef<'_>) -> Result<R> + Send,
) -> impl Future<Output = Result<R>> + Send {
    let plan = query.into_plan(start.want);
    async move {
        let mut first = None;
        let mut job = Job {
            plan: &plan,
            start: &start,
            visit: &mut |row| keep(&mut first, row, &mut decode),
        };
        match run(&mut job).await {
            Ok(_) => match first {
                Some(row) => Ok(row),
                None => Err(absent(&start.target, &plan)),
            },
            Err(error) => Err(error),
        }
    }
}

/// Decodes a row if it is the first.
#[inline]
fn keep<R>(
    first: &mut Option<R>,
    row: &Row,
    decode: &mut impl FnMut(RowRef<'_>) -> Result<R>,
) -> Result<()> {
    if first.is_none() {
        match decode(RowRef::First(row)) {
            Ok(row) => *first = Some(row),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cold]
fn absent(target: &Target, plan: &dyn Plan) -> Error {
    if plan.is_versioned() {
        return conflict(target, plan);
    }
    let error = Error::new(ErrorKind::NotFound, "no row was found");
    located(error, target, plan.table().name, plan.operation())
}

#[cold]
fn conflict(target: &Target, plan: &dyn Plan) -> Error {
    let error = Error::new(
        ErrorKind::VersionConflict,
        "the row was changed or deleted since it was read; read it again, and decide anew",
    );
    located(error, target, plan.table().name, plan.operation())
}

#[cold]
pub(crate) fn located(
    error: Error,
    target: &Target,
    table: &'static str,
    operation: &'static str,
) -> Error {
    error.in_statement(target.schema().unwrap_or_default(), table, operation)
}

/// How many rows there is room for from the first: those of a short page.
const PAGE: usize = 16;

/// Runs a plan and decodes every row.
#[inline]
pub(crate) fn every<R: Send>(
    query: impl IntoPlan,
    start: Start<'_>,
    mut decode: impl FnMut(RowRef<'_>) -> Result<R> + Send,
) -> impl Future<Output = Result<Vec<R>>> + Send {
    let plan = query.into_plan(start.want);
    async move {
        let mut rows = Vec::new();
        let mut visit = |row: &Row| {
            let row = if rows.is_empty() {
                rows.reserve(PAGE);
                RowRef::First(row)
            } else {
                RowRef::Next(row)
            };
            match decode(row) {
                Ok(row) => {
                    rows.push(row);
                    Ok(())
                }
                Err(error) => Err(error),
            }
        };
        let mut job = Job {
            plan: &plan,
            start: &start,
            visit: &mut visit,
        };
        match run(&mut job).await {
            Ok(_) => Ok(rows),
            Err(error) => Err(error),
        }
    }
}

/// Runs a plan and returns the number of rows that it affected.
#[inline]
pub(crate) fn affected(
    query: impl IntoPlan,
    start: Start<'_>,
) -> impl Future<Output = Result<u64>> + Send {
    let plan = query.into_plan(start.want);
    async move {
        let mut job = Job {
            plan: &plan,
            start: &start,
            visit: &mut |_| Ok(()),
        };
        match run(&mut job).await {
            Ok(0) if plan.is_versioned() => Err(conflict(&start.target, &plan)),
            result => result,
        }
    }
}

/// A statement whose rows are under way, with the connection that they come on.
pub(crate) struct Started<'x> {
    pub(crate) begun: Begun,
    pub(crate) span: Span,
    pub(crate) line: Line<'x>,
    pub(crate) target: Target,
}

/// Runs a plan up to its first row and returns the rows as they come; nothing if there was nothing
/// to do. Whoever reads them notes it when they are not read to the end.
pub(crate) async fn stream<'x>(plan: &dyn Plan, start: Start<'x>) -> Result<Option<Started<'x>>> {
    let Start {
        target,
        lease,
        want,
    } = start;
    let lease = lease?;
    let mut built = Built::new();
    plan.build(want, &mut built)?;
    if built.idle {
        return Ok(None);
    }
    let line = match lease.link() {
        Link::Held(held) => Line::Held(held),
        Link::Pool(pool) => Line::Pooled(match pool.checkout(target) {
            Ok(connection) => connection,
            Err(connection) => connection
                .await
                .map_err(|error| located(error, &target, plan.table().name, plan.operation()))?,
        }),
    };
    let (begun, span) = {
        let held = line.held();
        let call = built.call(plan, held.way(&target)?);
        let mut running = Running::new(held, &call);
        let begun = running.started(run::start(held, &call).await)?;
        running.unread.settle();
        (begun, running.span)
    };
    Ok(Some(Started {
        begun,
        span,
        line,
        target,
    }))
}
