//! Rows as a stream.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{Stream, stream::BoxStream};
use tokio_postgres::RowStream;

use crate::{
    Result, Scoped, connection::Unread, entity::Entity, executor::Line, run, tenant::Tenant,
    trace::Span,
};

/// The rows of a statement, as they come.
///
/// Dropping it early is safe: the rows that are still under way are read and thrown away. A
/// connection on which that takes long does not go to its next user; it is closed.
#[must_use = "a stream does nothing until it is polled"]
pub struct Rows<'a, T, E>(BoxStream<'a, Result<Scoped<T, E>>>);

impl<'a, T, E> Rows<'a, T, E> {
    pub(crate) fn new(stream: impl Stream<Item = Result<Scoped<T, E>>> + Send + 'a) -> Self {
        Self(Box::pin(stream))
    }
}

impl<T, E> Stream for Rows<'_, T, E> {
    type Item = Result<Scoped<T, E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T, E> fmt::Debug for Rows<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

/// Decodes the rows of one connection, which it holds until it is dropped.
pub(crate) struct RowDecoder<'a, T, E> {
    tenant: T,
    /// Absent when nothing was sent.
    running: Option<Running<'a>>,
    entity: PhantomData<fn() -> E>,
}

/// A statement whose rows are under way; the fields are dropped in this order.
struct Running<'a> {
    rows: Pin<Box<RowStream>>,
    span: Span,
    line: Line<'a>,
    ended: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let held = self.line.held();
            drop(Unread::on(held.state, held.fate));
        }
    }
}

impl<'a, T: Tenant, E: Entity> RowDecoder<'a, T, E> {
    pub(crate) fn new(tenant: T, rows: RowStream, span: Span, line: Line<'a>) -> Self {
        Self {
            tenant,
            running: Some(Running {
                rows: Box::pin(rows),
                span,
                line,
                ended: false,
            }),
            entity: PhantomData,
        }
    }

    pub(crate) fn empty(tenant: T) -> Self {
        Self {
            tenant,
            running: None,
            entity: PhantomData,
        }
    }
}

/// Nothing in it is pinned but the boxed stream.
impl<T, E> Unpin for RowDecoder<'_, T, E> {}

impl<T: Tenant, E: Entity> Stream for RowDecoder<'_, T, E> {
    type Item = Result<Scoped<T, E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let tenant = self.tenant;
        let Some(Running {
            rows,
            span,
            line,
            ended,
        }) = &mut self.running
        else {
            return Poll::Ready(None);
        };
        let item = match ready!(rows.as_mut().poll_next(cx)) {
            None => {
                *ended = true;
                return Poll::Ready(None);
            }
            Some(Ok(row)) => E::from_row(&row).map(|entity| Scoped::new(tenant, entity)),
            Some(Err(error)) => Err(run::failure(line.held(), span, error)),
        };
        let described =
            item.map_err(|error| error.in_statement(tenant.schema(), E::table().name, "fetching"));
        Poll::Ready(Some(described))
    }
}
