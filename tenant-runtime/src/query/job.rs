//! Runs a plan: makes the statement, takes a connection, and hands both to `run`.
//!
//! Nothing here knows a tenant or an entity, so that one more handle adds none of it to a program.

use tokio_postgres::{Row, RowStream};

use crate::{
    Error, ErrorKind, Executor, Lease, Result, Scoped,
    entity::Entity,
    executor::Line,
    params::Params,
    query::build::{Plan, Want},
    run,
    tenant::{Target, Tenant},
    trace::Span,
    wrap::Commit,
};

/// Where a plan runs: for which schema, and on what.
pub(crate) struct Start<'a> {
    target: Target,
    lease: Result<Lease<'a>>,
}

impl<'a> Start<'a> {
    pub(crate) fn with<T: Tenant>(executor: &'a dyn Executor<T>, tenant: &T) -> Self {
        Self {
            target: tenant.target(),
            lease: executor.lease(tenant),
        }
    }
}

/// Runs a statement and returns its first row, if there is one.
pub(crate) async fn first_row(plan: &dyn Plan, start: Start<'_>) -> Result<Option<Row>> {
    let Start { target, lease } = start;
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::First, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line(target) {
        Ok(line) => line,
        Err(connection) => Line::Pooled(connection.await?),
    };
    let call = text.call(plan, line.held().way(&target)?, &params);
    run::first_row(line.held(), &call).await
}

/// Runs a statement and decodes its first row, if there is one.
pub(crate) async fn first<E: Entity>(plan: impl Plan, start: Start<'_>) -> Result<Option<E>> {
    let target = start.target;
    match first_row(&plan, start).await {
        Ok(Some(row)) => match decode(&row, &target) {
            Ok(row) => Ok(Some(row)),
            Err(error) => Err(error),
        },
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The same, where there has to be one.
pub(crate) async fn one<E: Entity>(plan: impl Plan, start: Start<'_>) -> Result<E> {
    let target = start.target;
    match first_row(&plan, start).await {
        Ok(Some(row)) => decode(&row, &target),
        Ok(None) => Err(not_found(&target, plan.table().name, plan.operation())),
        Err(error) => Err(error),
    }
}

/// Runs a statement and decodes every row.
pub(crate) async fn every<T: Tenant, E: Entity>(
    plan: impl Plan,
    tenant: T,
    start: Start<'_>,
) -> Result<Vec<Scoped<T, E>>> {
    let target = start.target;
    let mut rows = Vec::new();
    let mut visit = |row: &Row| match decode(row, &target) {
        Ok(row) => {
            rows.push(Scoped { tenant, row });
            Ok(())
        }
        Err(error) => Err(error),
    };
    match each_row(&plan, start, &mut visit).await {
        Ok(()) => Ok(rows),
        Err(error) => Err(error),
    }
}

/// Runs a statement and returns the number of rows that it affected.
pub(crate) async fn affected(plan: impl Plan, start: Start<'_>) -> Result<u64> {
    execute(&plan, start).await
}

pub(crate) fn decode<E: Entity>(row: &Row, target: &Target) -> Result<E> {
    match E::from_row(row) {
        Ok(row) => Ok(row),
        Err(error) => Err(located(error, target, E::table().name, "decoding")),
    }
}

#[cold]
fn not_found(target: &Target, table: &'static str, operation: &'static str) -> Error {
    let error = Error::new(ErrorKind::NotFound, "no row was found");
    located(error, target, table, operation)
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

/// Runs a statement and hands every row to `visit`.
pub(crate) async fn each_row(
    plan: &dyn Plan,
    start: Start<'_>,
    visit: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    let Start { target, lease } = start;
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(());
    }
    let line = match lease.into_line(target) {
        Ok(line) => line,
        Err(connection) => Line::Pooled(connection.await?),
    };
    let call = text.call(plan, line.held().way(&target)?, &params);
    run::each_row(line.held(), &call, visit).await
}

/// A statement whose rows are under way, with the connection that they come on.
pub(crate) struct Started<'x> {
    pub(crate) rows: RowStream,
    pub(crate) commit: Option<Commit>,
    pub(crate) span: Span,
    pub(crate) line: Line<'x>,
    pub(crate) target: Target,
}

/// Runs a statement up to its first row and returns the rows as they come; nothing if there was nothing to do.
pub(crate) async fn stream<'x>(plan: &dyn Plan, start: Start<'x>) -> Result<Option<Started<'x>>> {
    let Start { target, lease } = start;
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line(target) {
        Ok(line) => line,
        Err(connection) => Line::Pooled(connection.await?),
    };
    let call = text.call(plan, line.held().way(&target)?, &params);
    let (rows, commit, span) = run::stream(line.held(), &call).await?;
    Ok(Some(Started {
        rows,
        commit,
        span,
        line,
        target,
    }))
}

async fn execute(plan: &dyn Plan, start: Start<'_>) -> Result<u64> {
    let Start { target, lease } = start;
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Count, &mut params)?;
    if text.idle {
        return Ok(0);
    }
    let line = match lease.into_line(target) {
        Ok(line) => line,
        Err(connection) => Line::Pooled(connection.await?),
    };
    let call = text.call(plan, line.held().way(&target)?, &params);
    run::execute(line.held(), &call).await
}
