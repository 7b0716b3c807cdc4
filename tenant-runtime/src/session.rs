//! A session: a connection bound to one tenant.

use std::fmt;

use tokio_postgres::Client;

use crate::{
    Error, Executor, Result, Transaction, TransactionBuilder,
    connection::{Condition, Connection},
    executor::Lease,
    pool::PooledConnection,
    tenant::{Admits, Tenant},
    transaction::{Attempt, Options, Place},
};

/// A connection bound to one tenant; it goes back to the pool when it is dropped.
///
/// Statements take it by shared reference: independent ones are pipelined under `join!`.
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
/// let session = db.session(Client1).await?;
/// Client1Foo::insert(new("Ada")).execute(&session).await?;
/// let (count, ada) = tokio::join!(
///     Client1Foo::all().count(&session),
///     Client1Foo::find(1).fetch_one(&session),
/// ); // one round trip
/// assert_eq!((count?, ada?.name.as_str()), (1, "Ada"));
///
/// // SQL that the handles do not cover.
/// let row = session.client().query_one("SELECT max(length(name)) FROM client1.foo", &[]).await?;
/// assert_eq!(row.get::<_, i32>(0), 3);
/// # Ok(())
/// # }
/// ```
pub struct Session<T> {
    tenant: T,
    connection: PooledConnection,
}

impl<T: Tenant> Session<T> {
    pub(crate) fn new(tenant: T, connection: PooledConnection) -> Self {
        Self { tenant, connection }
    }

    /// The tenant that the session is bound to.
    pub fn tenant(&self) -> T {
        self.tenant
    }

    /// The connection's client, for SQL that the handles do not cover.
    ///
    /// Such SQL can change the session's settings, so the connection is reset before its next
    /// user gets it: one round trip more than usual.
    pub fn client(&self) -> &Client {
        let _alone = self.connection.state.send_alone();
        self.connection.state.mark(Condition::Touched);
        &self.connection.client
    }

    /// Runs a transaction: committed if `work` returns `Ok`, rolled back if it returns `Err`,
    /// panics, or its future is dropped.
    ///
    /// `BEGIN` is sent along with the first statement: a transaction of two is three round trips, and
    /// statements under `join!` are one.
    ///
    /// # Errors
    ///
    /// What `work` returns; any error of the server at the commit; and
    /// [`ErrorKind::TransactionAborted`](crate::ErrorKind::TransactionAborted) when `work` returned
    /// `Ok` although a statement had failed in it: PostgreSQL can only roll back then.
    ///
    /// An error of the `BEGIN`, or of what the route sets, comes from each statement in it, and from
    /// the commit. If a cancel request or a `statement_timeout` meets the `BEGIN`, the statement that
    /// was sent along with it has run by itself; the error says so, if the future is there to return it.
    pub async fn transaction<R, E>(
        &mut self,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E>,
    ) -> Result<R, E>
    where
        E: From<Error>,
    {
        self.build_transaction().run(work).await
    }

    /// Starts to describe a transaction; see [`TransactionBuilder`].
    pub fn build_transaction(&mut self) -> TransactionBuilder<'_, T> {
        TransactionBuilder::new(Place::Session(self))
    }

    /// Begins a transaction, without waiting for it.
    pub(crate) fn begin(
        &mut self,
        options: Options,
        attempt: Option<Attempt>,
    ) -> Result<Transaction<'_, T>> {
        let Connection { client, state, .. } = &*self.connection;
        Transaction::begin(self.tenant, client, state, options, attempt)
    }
}

impl<T: Tenant + Admits<U>, U: Tenant> Executor<U> for Session<T> {
    fn lease(&self, tenant: &U) -> Result<Lease<'_>> {
        self.tenant.check(tenant)?;
        Ok(Lease::of(&self.connection))
    }
}

impl<T: Tenant> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
