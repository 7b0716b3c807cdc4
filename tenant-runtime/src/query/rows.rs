//! Rows as a stream.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{
    Stream, StreamExt, TryFutureExt,
    stream::{self, BoxStream},
};
use tokio_postgres::{Row, RowStream};

use crate::{
    Error, Result,
    connection::Unread,
    executor::Line,
    query::{
        build::{IntoPlan, Plan},
        job::{self, Start},
    },
    row::RowRef,
    run,
    tenant::Target,
    trace::Span,
    wrap::Commit,
};

/// The rows of a statement, as they come.
///
/// Dropping it early is safe: the rows that are still under way are read and thrown away. A
/// connection on which that takes long does not go to its next user; it is closed.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// use futures_util::TryStreamExt;
///
/// let new = |name: &str| NewFoo { name: name.into(), email: None };
/// Client1Foo::insert_many([new("Ada"), new("Bob"), new("Cy")]).execute(&db).await?;
///
/// let mut rows = Client1Foo::all().order_by(|foo| foo.id.asc()).fetch(&db);
/// while let Some(foo) = rows.try_next().await? {
///     if foo.name == "Bob" {
///         break;
///     }
/// }
/// drop(rows);
/// let ids: Vec<i64> = Client1Foo::all().select(|foo| foo.id).fetch(&db).try_collect().await?;
/// assert_eq!(ids.len(), 3);
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Rows<'a, R> {
    inner: BoxStream<'a, Result<Row>>,
    decode: Box<dyn Fn(RowRef<'_>) -> Result<R> + Send + 'a>,
    /// Whether a row was read, and the types of the columns thus compared.
    is_known: bool,
    target: Target,
    table: &'static str,
}

impl<'a, R> Rows<'a, R> {
    pub(crate) fn new(
        query: impl IntoPlan<Plan: 'a>,
        start: Start<'a>,
        decode: impl Fn(RowRef<'_>) -> Result<R> + Send + 'a,
    ) -> Self {
        let plan = query.into_plan(start.want());
        Self {
            target: start.target(),
            table: plan.table().name,
            inner: stream(plan, start),
            decode: Box::new(decode),
            is_known: false,
        }
    }
}

/// Nothing in it is pinned but the boxed stream.
impl<R> Unpin for Rows<'_, R> {}

impl<R> Stream for Rows<'_, R> {
    type Item = Result<R>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.inner.as_mut().poll_next(cx)) {
            Some(Ok(row)) => {
                let row = if self.is_known {
                    RowRef::Next(&row)
                } else {
                    RowRef::First(&row)
                };
                let decoded = (self.decode)(row);
                self.is_known |= decoded.is_ok();
                Some(
                    decoded
                        .map_err(|error| job::located(error, &self.target, self.table, "decoding")),
                )
            }
            Some(Err(error)) => Some(Err(error)),
            None => None,
        })
    }
}

impl<R> fmt::Debug for Rows<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

/// The rows of a plan, which starts to run when they are first asked for.
fn stream<'x>(plan: impl Plan + 'x, start: Start<'x>) -> BoxStream<'x, Result<Row>> {
    let running = async move {
        let started = job::stream(&plan, start).await?;
        let running = started.map(|started| Running {
            rows: Some(Box::pin(started.begun.0)),
            commit: started.begun.1,
            span: started.span,
            line: started.line,
            target: started.target,
            table: plan.table().name,
            operation: plan.operation(),
        });
        Ok(stream::iter(running).flatten())
    };
    running.try_flatten_stream().boxed()
}

/// The rows of one connection, which it holds until it is dropped; the fields are dropped in
/// this order.
struct Running<'a> {
    /// Absent when the last of them was read.
    rows: Option<Pin<Box<RowStream>>>,
    /// What comes after the rows, if a transaction was wrapped around them; absent when it came.
    commit: Option<Commit>,
    span: Span,
    line: Line<'a>,
    target: Target,
    table: &'static str,
    operation: &'static str,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if self.rows.is_some() || self.commit.is_some() {
            let held = self.line.held();
            drop(Unread::on(held.state, held.fate));
        }
    }
}

/// Nothing in it is pinned but the boxed stream.
impl Unpin for Running<'_> {}

impl Stream for Running<'_> {
    type Item = Result<Row>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(rows) = &mut this.rows {
            match ready!(rows.as_mut().poll_next(cx)) {
                Some(Ok(row)) => return Poll::Ready(Some(Ok(row))),
                Some(Err(error)) => return Poll::Ready(Some(Err(this.fail(error)))),
                None => this.rows = None,
            }
        }
        if let Some(commit) = &mut this.commit {
            let committed = ready!(Pin::new(commit).poll(cx));
            this.commit = None;
            if let Err(error) = committed {
                return Poll::Ready(Some(Err(this.fail(error))));
            }
            if let Some(state) = this.line.held().state {
                state.end();
            }
        }
        Poll::Ready(None)
    }
}

impl Running<'_> {
    #[cold]
    fn fail(&self, error: tokio_postgres::Error) -> Error {
        let error = run::failure(self.line.held(), &self.span, error);
        job::located(error, &self.target, self.table, self.operation)
    }
}
