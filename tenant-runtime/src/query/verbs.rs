//! The terminal verbs, once for every query. Each builds the statement, takes a connection, runs
//! it, and decodes what comes back.

use futures_util::TryFutureExt;
use tokio_postgres::{Row, RowStream};

use crate::{
    Error, ErrorKind, Executor, Result, Scoped,
    entity::Entity,
    executor::{Lease, Line},
    params::Params,
    query::{
        build::{Build, Request, Want},
        rows::{RowDecoder, Rows},
    },
    run,
    tenant::Tenant,
    trace::Span,
};

pub(crate) async fn fetch_optional<Q: Build>(
    query: Q,
    executor: &dyn Executor<Q::Tenant>,
) -> Result<Option<Scoped<Q::Tenant, Q::Entity>>> {
    let lease = executor.lease(query.tenant())?;
    match first_row(&query, lease).await? {
        Some(row) => decode(*query.tenant(), &row).map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn fetch_one<Q: Build>(
    query: Q,
    executor: &dyn Executor<Q::Tenant>,
) -> Result<Scoped<Q::Tenant, Q::Entity>> {
    let lease = executor.lease(query.tenant())?;
    match first_row(&query, lease).await? {
        Some(row) => decode(*query.tenant(), &row),
        None => Err(not_found(&query)),
    }
}

pub(crate) async fn fetch_all<Q: Build>(
    query: Q,
    executor: &dyn Executor<Q::Tenant>,
) -> Result<Vec<Scoped<Q::Tenant, Q::Entity>>> {
    let lease = executor.lease(query.tenant())?;
    let tenant = *query.tenant();
    let mut rows = Vec::new();
    let mut visit = |row: &Row| {
        rows.push(decode(tenant, row)?);
        Ok(())
    };
    each_row(&query, lease, &mut visit).await?;
    Ok(rows)
}

pub(crate) fn fetch<'x, Q: Build + 'x>(
    query: Q,
    executor: &'x dyn Executor<Q::Tenant>,
) -> Rows<'x, Q::Tenant, Q::Entity> {
    let start = async move {
        let lease = executor.lease(query.tenant())?;
        let tenant = *query.tenant();
        Ok(match stream(&query, lease).await? {
            Some((rows, span, line)) => RowDecoder::new(tenant, rows, span, line),
            None => RowDecoder::empty(tenant),
        })
    };
    Rows::new(start.try_flatten_stream())
}

pub(crate) async fn execute<Q: Build>(query: Q, executor: &dyn Executor<Q::Tenant>) -> Result<u64> {
    let lease = executor.lease(query.tenant())?;
    count(&query, lease).await
}

// From here on nothing knows the query's types.

async fn first_row(request: &dyn Request, lease: Lease<'_>) -> Result<Option<Row>> {
    let mut params = Params::new();
    let text = request.text(Want::First, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool).await?,
    };
    run::first_row(line.held(), &text.call(request, &params)).await
}

async fn each_row(
    request: &dyn Request,
    lease: Lease<'_>,
    visit: &mut (dyn FnMut(&Row) -> Result<()> + Send),
) -> Result<()> {
    let mut params = Params::new();
    let text = request.text(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(());
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool).await?,
    };
    run::each_row(line.held(), &text.call(request, &params), visit).await
}

async fn stream<'x>(
    request: &dyn Request,
    lease: Lease<'x>,
) -> Result<Option<(RowStream, Span, Line<'x>)>> {
    let mut params = Params::new();
    let text = request.text(Want::Rows, &mut params)?;
    if text.idle {
        return Ok(None);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool).await?,
    };
    let (rows, span) = run::stream(line.held(), &text.call(request, &params)).await?;
    Ok(Some((rows, span, line)))
}

async fn count(request: &dyn Request, lease: Lease<'_>) -> Result<u64> {
    let mut params = Params::new();
    let text = request.text(Want::Count, &mut params)?;
    if text.idle {
        return Ok(0);
    }
    let line = match lease.into_line() {
        Ok(line) => line,
        Err(pool) => Line::from_pool(pool).await?,
    };
    run::execute(line.held(), &text.call(request, &params)).await
}

fn decode<T: Tenant, E: Entity>(tenant: T, row: &Row) -> Result<Scoped<T, E>> {
    match E::from_row(row) {
        Ok(entity) => Ok(Scoped::new(tenant, entity)),
        Err(error) => Err(error.in_statement(tenant.schema(), E::table().name, "decoding")),
    }
}

fn not_found(request: &dyn Request) -> Error {
    Error::new(ErrorKind::NotFound, "no row was found").in_statement(
        request.schema(),
        request.table(),
        request.operation(),
    )
}

/// Gives a query the verbs that return rows, and `execute` where it changes them.
macro_rules! impl_verbs {
    (rows: [$($generics:tt)*] $query:ty, $tenant:ident, $entity:ident) => {
        impl<$($generics)*> $query
        where
            $tenant: $crate::tenant::Tenant,
            $entity: $crate::entity::Entity,
        {
            /// Runs the statement and returns its first row.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none,
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            pub fn fetch_one(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<$crate::Scoped<$tenant, $entity>>> + Send {
                $crate::query::verbs::fetch_one(self, executor)
            }

            /// Runs the statement and returns its first row, if there is one.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            pub fn fetch_optional(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Option<$crate::Scoped<$tenant, $entity>>>> + Send
            {
                $crate::query::verbs::fetch_optional(self, executor)
            }

            /// Runs the statement and returns every row.
            ///
            /// # Errors
            ///
            /// As `fetch_optional`.
            pub fn fetch_all(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Vec<$crate::Scoped<$tenant, $entity>>>> + Send
            {
                $crate::query::verbs::fetch_all(self, executor)
            }

            /// Runs the statement and returns its rows as they come.
            ///
            /// Errors come as items of the stream; they are those of `fetch_optional`.
            pub fn fetch<'x>(
                self,
                executor: &'x dyn $crate::Executor<$tenant>,
            ) -> $crate::query::Rows<'x, $tenant, $entity>
            where
                Self: 'x,
            {
                $crate::query::verbs::fetch(self, executor)
            }
        }
    };
    (changes: [$($generics:tt)*] $query:ty, $tenant:ident, $entity:ident) => {
        $crate::query::verbs::impl_verbs!(rows: [$($generics)*] $query, $tenant, $entity);

        impl<$($generics)*> $query
        where
            $tenant: $crate::tenant::Tenant,
            $entity: $crate::entity::Entity,
        {
            /// Runs the statement and returns the number of rows that it changed.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            pub fn execute(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<u64>> + Send {
                $crate::query::verbs::execute(self, executor)
            }
        }
    };
}

pub(super) use impl_verbs;
