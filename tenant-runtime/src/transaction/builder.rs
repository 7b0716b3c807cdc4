//! How a transaction is to run: its isolation, and where it begins.

use std::fmt;

use super::{RetriedTransaction, Transaction};
use crate::{Database, Error, Result, Session, tenant::Tenant};

/// A transaction that is described before it runs; what is not said is as the server's settings have it.
///
/// Made by [`Database::build_transaction`] and [`Session::build_transaction`].
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// let ada = db
///     .build_transaction(Client1)
///     .serializable()
///     .retry(5) // where it loses to a concurrent one
///     .run(async |tx| {
///         let others = Client1Foo::all().count(tx).await?;
///         Client1Foo::insert(NewFoo { name: format!("Ada {others}") }).fetch_one(tx).await
///     })
///     .await?;
/// assert_eq!(ada.name, "Ada 0");
///
/// // A report that no other transaction can make wrong, and that can make none fail.
/// let count = db
///     .build_transaction(Client1)
///     .serializable()
///     .read_only()
///     .deferrable()
///     .run(async |tx| Client1Foo::all().count(tx).await)
///     .await?;
/// assert_eq!(count, 1);
/// # Ok(())
/// # }
/// ```
#[must_use = "a transaction does nothing until `run`"]
pub struct TransactionBuilder<'a, T> {
    place: Place<'a, T>,
    options: Options,
}

/// Where a transaction begins.
pub(crate) enum Place<'a, T> {
    Database(&'a Database, T),
    Session(&'a mut Session<T>),
}

/// What a `BEGIN` says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    isolation: Option<&'static str>,
    read_only: bool,
    deferrable: bool,
}

impl Options {
    /// The statement that begins such a transaction.
    pub(super) fn begin(self) -> String {
        let mut text = String::from("BEGIN");
        if let Some(isolation) = self.isolation {
            text.push_str(" ISOLATION LEVEL ");
            text.push_str(isolation);
        }
        if self.read_only {
            text.push_str(" READ ONLY");
        }
        if self.deferrable {
            text.push_str(" DEFERRABLE");
        }
        text
    }
}

impl<'a, T: Tenant> TransactionBuilder<'a, T> {
    pub(crate) fn new(place: Place<'a, T>) -> Self {
        Self {
            place,
            options: Options::default(),
        }
    }

    /// Each statement sees what was committed before it began; what the server does if its settings
    /// do not say otherwise.
    pub fn read_committed(mut self) -> Self {
        self.options.isolation = Some("READ COMMITTED");
        self
    }

    /// Every statement sees what was committed before the first began. An update of a row that a
    /// concurrent transaction has changed fails (SQLSTATE 40001).
    pub fn repeatable_read(mut self) -> Self {
        self.options.isolation = Some("REPEATABLE READ");
        self
    }

    /// As if serializable transactions ran one after the other; where they could not have, one of them
    /// fails (SQLSTATE 40001), at any statement or at its commit.
    pub fn serializable(mut self) -> Self {
        self.options.isolation = Some("SERIALIZABLE");
        self
    }

    /// The server refuses to write in it (SQLSTATE 25006).
    pub fn read_only(mut self) -> Self {
        self.options.read_only = true;
        self
    }

    /// Its first statement waits until the transaction can neither fail nor make another one fail. It
    /// says something only of one that is serializable and read-only.
    pub fn deferrable(mut self) -> Self {
        self.options.deferrable = true;
        self
    }

    /// Runs the transaction again where it loses to a concurrent one (SQLSTATE 40001 or 40P01), up to
    /// this many attempts in all; to be said last. 0 is taken for 1.
    ///
    /// See [`RetriedTransaction`].
    pub fn retry(self, attempts: u32) -> RetriedTransaction<'a, T> {
        RetriedTransaction::new(self.place, self.options, attempts)
    }

    /// Runs the transaction: committed if `work` returns `Ok`, rolled back if it returns `Err`, panics,
    /// or its future is dropped.
    ///
    /// # Errors
    ///
    /// As [`Session::transaction`], and of a transaction of a database those of [`Database::session`].
    pub async fn run<R, E>(
        self,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E>,
    ) -> Result<R, E>
    where
        E: From<Error>,
    {
        let mut taken;
        let session = match self.place {
            Place::Session(session) => session,
            Place::Database(database, tenant) => {
                taken = database.session(tenant).await?;
                &mut taken
            }
        };
        let mut transaction = session.begin(self.options, None)?;
        let worked = work(&mut transaction).await;
        transaction.end(worked).await
    }
}

impl<T: Tenant> fmt::Debug for TransactionBuilder<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionBuilder")
            .field("tenant", &self.place.tenant())
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl<T: Tenant> Place<'_, T> {
    pub(super) fn tenant(&self) -> T {
        match self {
            Self::Database(_, tenant) => *tenant,
            Self::Session(session) => session.tenant(),
        }
    }
}
