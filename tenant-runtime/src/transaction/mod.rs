//! A transaction of one tenant, with savepoints where it is nested.
//!
//! It is opened without waiting: `BEGIN` and what the route sets are sent, and the first statement
//! after them, before anything is awaited.

mod builder;
mod end;
mod fate;
mod opening;
mod retry;

use std::fmt;

use tokio_postgres::{Client, error::SqlState};

pub use self::{builder::TransactionBuilder, retry::RetriedTransaction};
pub(crate) use self::{
    builder::{Options, Place},
    fate::{Attempt, Fate},
};
use self::{
    end::End,
    opening::{Opening, Step},
};
use crate::{
    Error, ErrorKind, Executor, Result,
    answer::Answer,
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
    client: &'a Client,
    state: &'a State,
    fate: Fate,
    end: End<'a>,
}

impl<'a, T: Tenant> Transaction<'a, T> {
    /// Sends `BEGIN`, and what the route sets for each transaction.
    ///
    /// They are two messages: a setting that is refused as a whole, as for a name that the
    /// database's encoding lacks, must not take the `BEGIN` with it.
    pub(crate) fn begin(
        tenant: T,
        client: &'a Client,
        state: &'a State,
        options: Options,
        attempt: Option<Attempt>,
    ) -> Result<Self> {
        let target = tenant.target();
        let setup = state.route.local_setup(state.route.tenant(&target)?);
        let end = End::of(client, state);
        let mut sent = vec![(Step::Begin, Answer::to(client, &options.begin())?)];
        if let Some(setup) = setup {
            sent.push((Step::Setting, Answer::to(client, &setup)?));
        }
        Ok(Self {
            tenant,
            client,
            state,
            fate: Fate::new(Opening::of(None, sent), attempt),
            end,
        })
    }

    /// The tenant that the transaction is bound to.
    pub fn tenant(&self) -> T {
        self.tenant
    }

    /// Runs a nested transaction, which is a savepoint: released if `work` returns `Ok`, rolled
    /// back to if it returns `Err`. The transaction around it goes on either way.
    ///
    /// The `SAVEPOINT` is sent along with the first statement.
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
        let mut nested = self.savepoint()?;
        let worked = work(&mut nested).await;
        let ended = nested.end(worked).await;
        let is_lost = nested.is_lost() && ended.is_err();
        drop(nested);
        if is_lost {
            self.fate.lose(); // if that error ends this transaction, too, it can be run again
        }
        ended
    }

    fn savepoint(&mut self) -> Result<Transaction<'_, T>> {
        if let Some(refusal) = self.fate.opening().refusal() {
            return Err(refusal);
        }
        let depth = self.end.depth() + 1;
        let end = End::of_savepoint(self.client, self.state, &self.fate, depth);
        let answer = Answer::to(self.client, &format!("SAVEPOINT s{depth}"))?;
        let opening = Opening::of(Some(self.fate.opening()), vec![(Step::Savepoint, answer)]);
        Ok(Transaction {
            tenant: self.tenant,
            client: self.client,
            state: self.state,
            fate: Fate::new(opening, self.fate.attempt()),
            end,
        })
    }

    /// Commits or rolls back, as the work in it ended.
    pub(crate) async fn end<R, E>(&mut self, worked: Result<R, E>) -> Result<R, E>
    where
        E: From<Error>,
    {
        match worked {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The error of the work says more than one of the rollback.
                let _ = self.roll_back().await;
                Err(error)
            }
        }
    }

    /// Whether it lost to a concurrent one, as far as the server said so.
    pub(crate) fn is_lost(&self) -> bool {
        self.fate.is_lost()
    }

    /// Whether a statement failed in it. The server is asked only where an answer went unread, as
    /// that of a statement whose future was dropped.
    async fn is_aborted(&self) -> Result<bool> {
        if let Some(refusal) = self.fate.opening().refusal() {
            return Err(refusal);
        }
        if self.fate.has_failed() {
            return Ok(true);
        }
        if !self.fate.is_unread() {
            return Ok(false);
        }
        self.fate.opening().seen().await?;
        match self.client.batch_execute("SELECT 1").await {
            Ok(()) => Ok(false),
            Err(error) if error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    async fn commit(&mut self) -> Result<()> {
        let committed = match self.is_aborted().await {
            Ok(false) => self.try_commit().await,
            // A COMMIT would succeed, and roll back without a word.
            Ok(true) => Err(Error::new(
                ErrorKind::TransactionAborted,
                "a statement failed in this transaction, so it was rolled back; return its error, or run it in a nested transaction",
            )
            .in_attempt(self.fate.attempt().filter(|_| self.is_lost()))),
            Err(error) => Err(error),
        };
        if committed.is_err() {
            // Also where a COMMIT failed: if a cancel request met it, the transaction is open still.
            let _ = self.roll_back().await;
        }
        committed
    }

    async fn try_commit(&mut self) -> Result<()> {
        let committed = self.end.send_commit()?;
        let opened = self.fate.opening().seen().await;
        let committed = committed.await;
        opened?;
        committed.map_err(|error| self.fate.fail(error.into()))?;
        self.end.see();
        Ok(())
    }

    async fn roll_back(&mut self) -> Result<()> {
        let rolled_back = self.end.send_rollback()?;
        // Answers come in order, and the connection stands still behind one that nobody takes.
        let _ = self.fate.opening().seen().await;
        rolled_back.await?;
        self.end.see();
        Ok(())
    }
}

impl<T: Tenant> Source for Transaction<'_, T> {
    fn link(&self) -> Link<'_> {
        Link::Held(Held {
            client: self.client,
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
