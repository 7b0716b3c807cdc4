//! The terminal verbs, once for every query: each runs the plan that remains of it, and says whose
//! the rows are that come back.
//!
//! What is written into the macro is compiled once per handle; that is why it is little, and why
//! it matches where `?` would do.

use tokio_postgres::Row;

use crate::{Error, ErrorKind, Result, entity::Entity, query::build::Plan};

pub(crate) fn decode<E: Entity>(row: &Row, schema: &str) -> Result<E> {
    match E::from_row(row) {
        Ok(row) => Ok(row),
        Err(error) => Err(error.in_statement(schema, E::table().name, "decoding")),
    }
}

pub(crate) fn decode_optional<E: Entity>(
    found: Result<Option<Row>>,
    schema: &str,
) -> Result<Option<E>> {
    match found {
        Ok(Some(row)) => match decode(&row, schema) {
            Ok(row) => Ok(Some(row)),
            Err(error) => Err(error),
        },
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) fn decode_one<E: Entity, P: Plan>(
    found: Result<Option<Row>>,
    schema: &str,
    plan: &P,
) -> Result<E> {
    match found {
        Ok(Some(row)) => decode(&row, schema),
        Ok(None) => Err(not_found(schema, plan.table().name, P::OPERATION)),
        Err(error) => Err(error),
    }
}

#[cold]
fn not_found(schema: &str, table: &'static str, operation: &'static str) -> Error {
    Error::new(ErrorKind::NotFound, "no row was found").in_statement(schema, table, operation)
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
                let Self { tenant, plan, .. } = self;
                async move {
                    let lease = executor.lease(&tenant);
                    let found = $crate::query::job::first_row(&plan, tenant.target(), lease).await;
                    match $crate::query::verbs::decode_one(found, tenant.schema(), &plan) {
                        Ok(row) => Ok($crate::Scoped { tenant, row }),
                        Err(error) => Err(error),
                    }
                }
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
                let Self { tenant, plan, .. } = self;
                async move {
                    let lease = executor.lease(&tenant);
                    let found = $crate::query::job::first_row(&plan, tenant.target(), lease).await;
                    match $crate::query::verbs::decode_optional(found, tenant.schema()) {
                        Ok(Some(row)) => Ok(Some($crate::Scoped { tenant, row })),
                        Ok(None) => Ok(None),
                        Err(error) => Err(error),
                    }
                }
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
                let Self { tenant, plan, .. } = self;
                async move {
                    let lease = executor.lease(&tenant);
                    let mut rows = Vec::new();
                    let mut visit = |row: &tokio_postgres::Row| {
                        match $crate::query::verbs::decode(row, tenant.schema()) {
                            Ok(row) => rows.push($crate::Scoped { tenant, row }),
                            Err(error) => return Err(error),
                        }
                        Ok(())
                    };
                    match $crate::query::job::each_row(&plan, tenant.target(), lease, &mut visit).await {
                        Ok(()) => Ok(rows),
                        Err(error) => Err(error),
                    }
                }
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
                let Self { tenant, plan, .. } = self;
                let lease = executor.lease(&tenant);
                $crate::query::Rows::new(tenant, $crate::query::rows::stream(plan, tenant, lease))
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
                let Self { tenant, plan, .. } = self;
                async move {
                    let lease = executor.lease(&tenant);
                    $crate::query::job::execute(&plan, tenant.target(), lease).await
                }
            }
        }
    };
}

pub(super) use impl_verbs;
