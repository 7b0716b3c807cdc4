//! Runs a plan: makes the statement, takes a connection, and hands both to `run`.
//!
//! Nothing here knows a tenant or an entity, so that one more handle adds none of it to a program.

use tokio_postgres::{Row, RowStream};

use crate::{
    Lease, Result,
    executor::Line,
    params::Params,
    query::build::{Plan, Want},
    run,
    tenant::Target,
    trace::Span,
    wrap::Commit,
};

/// Runs a statement and returns its first row, if there is one.
pub(crate) async fn first_row<P: Plan>(
    plan: &P,
    target: Target<'_>,
    lease: Result<Lease<'_>>,
) -> Result<Option<Row>> {
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::First, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool, target).await?,
    };
    let call = text.call(plan, line.held().way(target)?, &params);
    run::first_row(line.held(), &call).await
}

/// Runs a statement and hands every row to `visit`.
pub(crate) async fn each_row<P: Plan>(
    plan: &P,
    target: Target<'_>,
    lease: Result<Lease<'_>>,
    visit: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(());
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool, target).await?,
    };
    let call = text.call(plan, line.held().way(target)?, &params);
    run::each_row(line.held(), &call, visit).await
}

/// A statement whose rows are under way, with the connection that they come on.
pub(crate) struct Started<'x> {
    pub(crate) rows: RowStream,
    pub(crate) commit: Option<Commit>,
    pub(crate) span: Span,
    pub(crate) line: Line<'x>,
}

/// Runs a statement up to its first row and returns the rows as they come; nothing if there was nothing to do.
pub(crate) async fn stream<'x, P: Plan>(
    plan: &P,
    target: Target<'_>,
    lease: Result<Lease<'x>>,
) -> Result<Option<Started<'x>>> {
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool, target).await?,
    };
    let call = text.call(plan, line.held().way(target)?, &params);
    let (rows, commit, span) = run::stream(line.held(), &call).await?;
    Ok(Some(Started {
        rows,
        commit,
        span,
        line,
    }))
}

/// Runs a statement and returns the number of rows that it affected.
pub(crate) async fn execute<P: Plan>(
    plan: &P,
    target: Target<'_>,
    lease: Result<Lease<'_>>,
) -> Result<u64> {
    let lease = lease?;
    let mut params = Params::new();
    let text = plan.build(Want::Count, &mut params)?;
    if text.idle {
        return Ok(0);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool, target).await?,
    };
    let call = text.call(plan, line.held().way(target)?, &params);
    run::execute(line.held(), &call).await
}
