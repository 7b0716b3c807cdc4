//! Rows out.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{Stream, StreamExt, TryFutureExt, stream::BoxStream};
use tokio_postgres::binary_copy::{BinaryCopyOutRow, BinaryCopyOutStream};

use super::open::Open;
use crate::{
    Error, ErrorKind, Executor, Result, Scoped,
    entity::Entity,
    query::{Built, Parts, Plan as _, Select, Want, located},
    row::RowRef,
    sql::Wording,
    tenant::Tenant,
};

/// Rows as a binary `COPY` brings them.
///
/// Dropping it early is safe, as with [`Rows`](crate::query::Rows).
#[must_use = "a stream does nothing until it is polled"]
pub struct CopyOut<'a, R>(BoxStream<'a, Result<R>>);

impl<T: Tenant, E: Entity, State> Select<T, E, State> {
    /// Copies the rows out, in binary: the fastest way for many of them.
    ///
    /// `COPY` takes no parameters, so a query that has any, by a value in a condition or a limit, is an
    /// error ([`ErrorKind::InvalidInput`]) before anything is sent; use `fetch` for it.
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
    /// Client1Foo::insert_many([new("Ada"), new("Bob")]).execute(&db).await?;
    ///
    /// let mut rows = Client1Foo::filter(|foo| foo.email.is_null()).order_by(|foo| foo.id.desc()).copy_out(&db);
    /// let mut names = Vec::new();
    /// while let Some(foo) = rows.try_next().await? {
    ///     names.push(foo.name.clone());
    /// }
    /// assert_eq!(names, ["Bob", "Ada"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn copy_out(self, executor: &dyn Executor<T>) -> CopyOut<'_, Scoped<T, E>> {
        let (tenant, plan) = (self.tenant, self.plan);
        let rows = async move {
            let running = start::<T, E>(executor, tenant, plan).await?;
            Ok(running.map(move |row| {
                let row = row?;
                E::from_row(RowRef::Copy(&row), 0)
                    .map(|row| Scoped { tenant, row })
                    .map_err(|error| located(error, &tenant.target(), E::table().name, "decoding"))
            }))
        };
        CopyOut(rows.try_flatten_stream().boxed())
    }
}

async fn start<T: Tenant, E: Entity>(
    executor: &dyn Executor<T>,
    tenant: T,
    plan: Parts,
) -> Result<Running<'_>> {
    let mut built = Built::new();
    plan.build(Want::Rows, &mut built)?;
    if !built.params.as_slice().is_empty() {
        let message = "`COPY` takes no parameters, and the query has some; use `fetch`";
        let error = Error::new(ErrorKind::InvalidInput, message);
        return Err(located(error, &tenant.target(), E::table().name, "COPY"));
    }
    let mut open = Open::new(executor, tenant, E::table().name).await?;
    let text = Wording {
        sql: &built.sql,
        schema: open.schema()?,
        qualified: true,
    }
    .text();
    open.settled = false;
    // The stream of a copy does not tell its types.
    let prepared = open.client().prepare(&text).await;
    let prepared = prepared.map_err(|error| open.fail(error))?;
    let types: Vec<_> = prepared
        .columns()
        .iter()
        .map(|column| column.type_().clone())
        .collect();
    let copy = format!("COPY ({text}) TO STDOUT (FORMAT binary)");
    let stream = open.client().copy_out(&copy).await;
    let stream = stream.map_err(|error| open.fail(error))?;
    Ok(Running {
        rows: Some(Box::pin(BinaryCopyOutStream::new(stream, &types))),
        open,
    })
}

struct Running<'a> {
    /// Absent after the last of them.
    rows: Option<Pin<Box<BinaryCopyOutStream>>>,
    open: Open<'a>,
}

impl<'a> Running<'a> {
    fn map<R>(
        self,
        decode: impl Fn(Result<BinaryCopyOutRow>) -> Result<R> + Send + 'a,
    ) -> impl Stream<Item = Result<R>> + Send + 'a {
        futures_util::stream::unfold(Some(self), async |running| {
            let mut this = running?;
            match this.rows.as_mut()?.next().await {
                Some(Ok(row)) => Some((Ok(row), Some(this))),
                Some(Err(error)) => Some((Err(this.open.fail(error)), None)),
                None => {
                    this.rows = None;
                    match this.open.finish().await {
                        Ok(()) => None,
                        Err(error) => Some((Err(error), None)),
                    }
                }
            }
        })
        .map(decode)
    }
}

/// Nothing in it is pinned but the boxed stream.
impl<R> Unpin for CopyOut<'_, R> {}

impl<R> Stream for CopyOut<'_, R> {
    type Item = Result<R>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<R> fmt::Debug for CopyOut<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CopyOut")
    }
}
