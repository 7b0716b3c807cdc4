//! A transaction of one tenant, with savepoints where it is nested.

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
};

use tokio_postgres::{GenericClient, error::SqlState};

use crate::{
    Error, ErrorKind, Executor, Result,
    connection::State,
    executor::{Held, Lease, Link, Source},
    tenant::{Admits, Tenant},
};

/// A transaction of one tenant.
///
/// Statements take it by shared reference, as they take a [`Session`](crate::Session).
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
/// # let new = |name: &str| NewFoo { name: name.into(), email: None };
/// let kept = db
///     .transaction(Client1, async |tx| {
///         Client1Foo::insert(new("Ada")).execute(tx).await?;
///         let failed = tx
///             .transaction(async |tx| {
///                 Client1Foo::insert(new("Bob")).execute(tx).await?;
///                 Client1Foo::find(-1).fetch_one(tx).await // no such row: rolls back to here
///             })
///             .await;
///         assert_eq!(failed.unwrap_err().kind(), ErrorKind::NotFound);
///         Client1Foo::all().fetch_all(tx).await
///     })
///     .await?;
/// assert_eq!(kept.len(), 1);
/// assert_eq!(kept[0].name, "Ada");
/// # Ok(())
/// # }
/// ```
pub struct Transaction<'a, T> {
    tenant: T,
    inner: tokio_postgres::Transaction<'a>,
    state: &'a State,
    fate: Fate,
    end: End<'a>,
}

/// The end of a transaction or savepoint, which somebody has to see: a cancel request, meant for a
/// statement before it, can meet the `ROLLBACK` or `COMMIT`, and the transaction is open still.
pub(crate) struct End<'a> {
    state: &'a State,
    /// Of the transaction around a savepoint.
    around: Option<&'a Fate>,
    seen: bool,
}

impl<'a> End<'a> {
    /// Of a transaction that is about to begin.
    pub(crate) fn of(state: &'a State) -> Self {
        state.begin();
        Self {
            state,
            around: None,
            seen: false,
        }
    }

    fn of_savepoint(state: &'a State, around: &'a Fate) -> Self {
        Self {
            state,
            around: Some(around),
            seen: false,
        }
    }

    pub(crate) fn see(&mut self) {
        if !self.seen && self.around.is_none() {
            self.state.end();
        }
        self.seen = true;
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        // A transaction whose end was not seen stays counted.
        if let (Some(around), false) = (self.around, self.seen) {
            around.leave_unread();
        }
    }
}

/// What is known of how a transaction will end.
#[derive(Debug, Default)]
pub(crate) struct Fate {
    /// The server refused a statement in it.
    failed: AtomicBool,
    /// Nobody read the whole answer to a statement in it.
    unread: AtomicBool,
}

impl Fate {
    pub(crate) fn fail(&self) {
        self.failed.store(true, Ordering::Release);
    }

    pub(crate) fn leave_unread(&self) {
        self.unread.store(true, Ordering::Release);
    }
}

impl<'a, T: Tenant> Transaction<'a, T> {
    pub(crate) fn new(
        tenant: T,
        inner: tokio_postgres::Transaction<'a>,
        state: &'a State,
        end: End<'a>,
    ) -> Self {
        Self {
            tenant,
            inner,
            state,
            fate: Fate::default(),
            end,
        }
    }

    /// The tenant that the transaction is bound to.
    pub fn tenant(&self) -> T {
        self.tenant
    }

    /// Runs a nested transaction, which is a savepoint: released if `work` returns `Ok`, rolled
    /// back to if it returns `Err`. The transaction around it goes on either way.
    ///
    /// # Errors
    ///
    /// As [`Session::transaction`](crate::Session::transaction).
    pub async fn transaction<R, E>(
        &mut self,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E>,
    ) -> Result<R, E>
    where
        E: From<Error>,
    {
        let fate = &self.fate;
        let end = End::of_savepoint(self.state, fate);
        let inner = self.inner.transaction().await.map_err(Error::from)?;
        Transaction::new(self.tenant, inner, self.state, end)
            .run(work)
            .await
    }

    /// Dropping `self` half-way, by a panic or with the future, rolls back: tokio-postgres sends
    /// the `ROLLBACK` ahead of whatever runs on the connection next.
    pub(crate) async fn run<R, E>(
        mut self,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E>,
    ) -> Result<R, E>
    where
        E: From<Error>,
    {
        match work(&mut self).await {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                let Self { inner, mut end, .. } = self;
                // The error of `work` says more than one of the rollback.
                if inner.rollback().await.is_ok() {
                    end.see();
                }
                Err(error)
            }
        }
    }

    /// Whether a statement failed in it. The server is asked only where an answer went unread, as
    /// that of a statement whose future was dropped.
    async fn is_aborted(&self) -> Result<bool> {
        if self.fate.failed.load(Ordering::Acquire) {
            return Ok(true);
        }
        if !self.fate.unread.load(Ordering::Acquire) {
            return Ok(false);
        }
        match self.inner.batch_execute("SELECT 1").await {
            Ok(()) => Ok(false),
            Err(error) if error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    async fn commit(self) -> Result<()> {
        let aborted = self.is_aborted().await?;
        let Self { inner, mut end, .. } = self;
        if !aborted {
            inner.commit().await?;
            end.see();
            return Ok(());
        }
        // A COMMIT would succeed, and roll back without a word.
        inner.rollback().await?;
        end.see();
        Err(Error::new(
            ErrorKind::TransactionAborted,
            "a statement failed in this transaction, so it was rolled back; return its error, or run it in a nested transaction",
        ))
    }
}

impl<T: Tenant> Source for Transaction<'_, T> {
    fn link(&self) -> Link<'_> {
        Link::Held(Held {
            client: GenericClient::client(&self.inner),
            state: Some(self.state),
            fate: Some(&self.fate),
        })
    }
}

impl<T: Tenant + Admits<U>, U: Tenant> Executor<U> for Transaction<'_, T> {
    fn lease(&self, tenant: &U) -> Result<Lease<'_>> {
        self.tenant.check(tenant)?;
        Ok(Lease::of(self))
    }
}

impl<T: Tenant> fmt::Debug for Transaction<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction")
            .field("tenant", &self.tenant)
            .field("fate", &self.fate)
            .finish_non_exhaustive()
    }
}
