//! The terminal verbs, once for every query: each runs the plan that remains of it, and says whose
//! the rows are that come back.
//!
//! What is written into the macro, and the futures here, are compiled once per handle; that is why
//! they are little, and why they match where `?` would do. In a release build they are part of their
//! caller, so that a future is made in its place: one that a function returns is copied, with all the
//! room that it has for its later states.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{FromRow, Result, Scoped, entity::Entity, row::RowRef, tenant::Tenant};

pin_project! {
    /// A row that will belong to a tenant.
    ///
    /// Written by hand, as an asynchronous block around another takes three times the code.
    pub(crate) struct Owned<T, F> {
        pub(crate) tenant: T,
        #[pin]
        pub(crate) row: F,
    }
}

impl<T: Copy, E, F: Future<Output = Result<E>>> Future for Owned<T, F> {
    type Output = Result<Scoped<T, E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        Poll::Ready(match ready!(this.row.poll(cx)) {
            Ok(row) => Ok(Scoped {
                tenant: *this.tenant,
                row,
            }),
            Err(error) => Err(error),
        })
    }
}

pin_project! {
    /// A row, if there is one, that will belong to a tenant.
    pub(crate) struct OwnedOption<T, F> {
        pub(crate) tenant: T,
        #[pin]
        pub(crate) row: F,
    }
}

impl<T: Copy, E, F: Future<Output = Result<Option<E>>>> Future for OwnedOption<T, F> {
    type Output = Result<Option<Scoped<T, E>>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        Poll::Ready(match ready!(this.row.poll(cx)) {
            Ok(Some(row)) => Ok(Some(Scoped {
                tenant: *this.tenant,
                row,
            })),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        })
    }
}

/// Makes a row, whosever it is: a closure in a verb would be another one for each tenant.
#[inline]
pub(crate) fn decode<E: Entity>(row: RowRef<'_>) -> Result<E> {
    E::from_row(row, 0)
}

/// What makes a row of a tenant's.
pub(crate) fn decoder<T: Tenant, E: Entity>(
    tenant: T,
) -> impl Fn(RowRef<'_>) -> Result<Scoped<T, E>> + Send {
    move |row| match E::from_row(row, 0) {
        Ok(row) => Ok(Scoped { tenant, row }),
        Err(error) => Err(error),
    }
}

/// What reads the rows of a query, which has the columns that are read.
pub(crate) fn reader<T: Tenant, R: FromRow<T>>(
    tenant: T,
) -> impl Fn(RowRef<'_>) -> Result<R> + Send {
    move |row| R::read(tenant, row, &mut 0)
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
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_one(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<$crate::Scoped<$tenant, $entity>>> + Send {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::First);
                $crate::query::verbs::Owned {
                    tenant: self.tenant,
                    row: $crate::query::job::one(self.plan, start, $crate::query::verbs::decode::<$entity>),
                }
            }

            /// Runs the statement and returns its first row, if there is one.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_optional(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Option<$crate::Scoped<$tenant, $entity>>>> + Send
            {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::First);
                $crate::query::verbs::OwnedOption {
                    tenant: self.tenant,
                    row: $crate::query::job::first(self.plan, start, $crate::query::verbs::decode::<$entity>),
                }
            }

            /// Runs the statement and returns every row.
            ///
            /// # Errors
            ///
            /// As `fetch_optional`.
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_all(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Vec<$crate::Scoped<$tenant, $entity>>>> + Send
            {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::Rows);
                $crate::query::job::every(self.plan, start, $crate::query::verbs::decoder(self.tenant))
            }

            /// Runs the statement and returns its rows as they come.
            ///
            /// Errors come as items of the stream; they are those of `fetch_optional`. While rows are left
            /// to read, another statement on the same session or transaction waits for them: read the
            /// stream first, or run that statement on another connection.
            pub fn fetch<'x>(
                self,
                executor: &'x dyn $crate::Executor<$tenant>,
            ) -> $crate::query::Rows<'x, $crate::Scoped<$tenant, $entity>>
            where
                Self: 'x,
            {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::Rows);
                $crate::query::Rows::new(self.plan, start, $crate::query::verbs::decoder(self.tenant))
            }
        }
    };
    (explain: [$($generics:tt)*] $query:ty, $tenant:ident) => {
        impl<$($generics)*> $query
        where
            $tenant: $crate::tenant::Tenant,
        {
            /// How the server would run the statement (`EXPLAIN`), line by line. It is not run.
            ///
            /// # Errors
            ///
            /// As `fetch_optional`.
            pub async fn explain(self, executor: &dyn $crate::Executor<$tenant>) -> $crate::Result<String> {
                $crate::query::explain::explain(self.tenant, self.plan, executor).await
            }

            /// The statement as it is sent where tables are named with their schema, and the types of its
            /// parameters; of a change, as where its rows are returned.
            ///
            /// # Errors
            ///
            /// Whatever is wrong with the statement before it is sent.
            pub fn to_sql(self) -> $crate::Result<$crate::query::SqlText> {
                $crate::query::explain::text(self.tenant, self.plan)
            }
        }
    };
    (values: [$($generics:tt)*] $query:ty, $tenant:ident, $output:ty) => {
        impl<$($generics)*> $query
        where
            $tenant: $crate::tenant::Tenant,
            $output: $crate::FromRow<$tenant>,
        {
            /// Runs the statement and returns its first row.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none,
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_one(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<$output>> + Send {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::First);
                $crate::query::job::one(self.plan, start, $crate::query::verbs::reader(self.tenant))
            }

            /// Runs the statement and returns its first row, if there is one.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met
            /// in the statement, and any error of the server.
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_optional(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Option<$output>>> + Send {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::First);
                $crate::query::job::first(self.plan, start, $crate::query::verbs::reader(self.tenant))
            }

            /// Runs the statement and returns every row.
            ///
            /// # Errors
            ///
            /// As `fetch_optional`.
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn fetch_all(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<Vec<$output>>> + Send {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::Rows);
                $crate::query::job::every(self.plan, start, $crate::query::verbs::reader(self.tenant))
            }

            /// Runs the statement and returns its rows as they come.
            ///
            /// Errors come as items of the stream; they are those of `fetch_optional`. While rows are left
            /// to read, another statement on the same session or transaction waits for them: read the
            /// stream first, or run that statement on another connection.
            pub fn fetch<'x>(self, executor: &'x dyn $crate::Executor<$tenant>) -> $crate::query::Rows<'x, $output>
            where
                Self: 'x,
            {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::Rows);
                $crate::query::Rows::new(self.plan, start, $crate::query::verbs::reader(self.tenant))
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
            #[cfg_attr(not(debug_assertions), inline(always))] // see the module's documentation
            pub fn execute(
                self,
                executor: &dyn $crate::Executor<$tenant>,
            ) -> impl Future<Output = $crate::Result<u64>> + Send {
                let start = $crate::query::job::Start::with(executor, self.tenant, $crate::query::build::Want::Count);
                $crate::query::job::affected(self.plan, start)
            }
        }
    };
}

pub(super) use impl_verbs;
