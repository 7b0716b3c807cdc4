//! Rows as a stream.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{
    Stream, StreamExt, TryFutureExt,
    stream::{self, BoxStream},
};
use tokio_postgres::{Row, RowStream};

use crate::{
    Lease, Result, Scoped,
    connection::Unread,
    entity::Entity,
    executor::Line,
    query::{build::Plan, job, verbs::decode},
    run,
    tenant::Tenant,
    trace::Span,
    wrap::Commit,
};

/// The rows of a statement, as they come.
///
/// Dropping it early is safe: the rows that are still under way are read and thrown away. A
/// connection on which that takes long does not go to its next user; it is closed.
#[must_use = "a stream does nothing until it is polled"]
pub struct Rows<'a, T, E> {
    inner: BoxStream<'a, Result<Row>>,
    tenant: T,
    entity: PhantomData<fn() -> E>,
}

impl<'a, T, E> Rows<'a, T, E> {
    pub(crate) fn new(tenant: T, rows: BoxStream<'a, Result<Row>>) -> Self {
        Self {
            inner: rows,
            tenant,
            entity: PhantomData,
        }
    }
}

/// Nothing in it is pinned but the boxed stream.
impl<T, E> Unpin for Rows<'_, T, E> {}

impl<T: Tenant, E: Entity> Stream for Rows<'_, T, E> {
    type Item = Result<Scoped<T, E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let tenant = self.tenant;
        Poll::Ready(match ready!(self.inner.as_mut().poll_next(cx)) {
            Some(Ok(row)) => Some(match decode(&row, tenant.schema()) {
                Ok(row) => Ok(Scoped { tenant, row }),
                Err(error) => Err(error),
            }),
            Some(Err(error)) => Some(Err(error)),
            None => None,
        })
    }
}

impl<T, E> fmt::Debug for Rows<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

/// The rows of a plan, which starts to run when they are first asked for.
pub(crate) fn stream<'x, P: Plan + 'x, T: Tenant>(
    plan: P,
    tenant: T,
    lease: Result<Lease<'x>>,
) -> BoxStream<'x, Result<Row>> {
    let start = async move {
        let started = job::stream(&plan, tenant.target(), lease).await?;
        let running = started.map(|started| Running {
            rows: Box::pin(started.rows),
            commit: started.commit,
            span: started.span,
            line: started.line,
            ended: false,
            tenant,
            table: plan.table().name,
            operation: P::OPERATION,
        });
        Ok(stream::iter(running).flatten())
    };
    start.try_flatten_stream().boxed()
}

/// The rows of one connection, which it holds until it is dropped; the fields are dropped in
/// this order.
struct Running<'a, T> {
    rows: Pin<Box<RowStream>>,
    /// What comes after the rows, if a transaction was wrapped around them.
    commit: Option<Commit>,
    span: Span,
    line: Line<'a>,
    ended: bool,
    tenant: T,
    table: &'static str,
    operation: &'static str,
}

impl<T> Drop for Running<'_, T> {
    fn drop(&mut self) {
        if !self.ended {
            let held = self.line.held();
            drop(Unread::on(held.state, held.fate));
        }
    }
}

/// Nothing in it is pinned but the boxed stream.
impl<T> Unpin for Running<'_, T> {}

impl<T: Tenant> Stream for Running<'_, T> {
    type Item = Result<Row>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let error = match ready!(self.rows.as_mut().poll_next(cx)) {
            Some(Ok(row)) => return Poll::Ready(Some(Ok(row))),
            Some(Err(error)) => error,
            None => {
                self.ended = true;
                let Some(commit) = &mut self.commit else {
                    return Poll::Ready(None);
                };
                let committed = ready!(Pin::new(commit).poll(cx));
                self.commit = None;
                match committed {
                    Ok(()) => return Poll::Ready(None),
                    Err(error) => error,
                }
            }
        };
        let error = run::failure(self.line.held(), &self.span, error);
        let (schema, table, operation) = (self.tenant.schema(), self.table, self.operation);
        Poll::Ready(Some(Err(error.in_statement(schema, table, operation))))
    }
}
