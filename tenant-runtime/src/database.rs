//! The database: a pool of connections that runs the statements of every tenant.

use std::{fmt, sync::Arc, time::Duration};

use tokio_postgres::Config;

use crate::{
    Error, ErrorKind, Executor, Result, Session, Transaction, TransactionBuilder,
    connect::{Connect, Plain},
    executor::Lease,
    pool::{Pool, PooledConnection, Settings},
    pooler::{Pooled, Pooler},
    route::Route,
    tenant::{Target, Tenant},
    transaction::Place,
};

/// A pool of connections that runs the statements of every tenant.
///
/// Cloning it is cheap; the clones share the pool.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
}

impl Database {
    /// Connects to the server at a URL such as `postgresql://user@host/database`.
    ///
    /// Makes one connection at once, so that a wrong URL is an error here.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Connect`] when the URL is malformed or the server cannot be reached;
    /// [`ErrorKind::InvalidInput`] when a pooler answers, which a builder has to be told of.
    pub async fn connect(url: &str) -> Result<Self> {
        let database = Self::builder(url).build()?;
        drop(database.connection().await?);
        Ok(database)
    }

    /// Starts to describe a database; see [`DatabaseBuilder`].
    pub fn builder(url: &str) -> DatabaseBuilder {
        DatabaseBuilder {
            url: url.to_owned(),
            connector: None,
            route: Route::qualified(),
            pooler: Pooler::None,
            max_connections: 16,
            statements: 256,
            tenants: 1_000,
            wait: Duration::from_secs(30),
            idle: Duration::from_mins(10),
            reset_always: false,
        }
    }

    /// Takes a connection for one tenant.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::PoolTimeout`] when none becomes free in time, [`ErrorKind::Connect`] when a new
    /// one cannot be made.
    pub async fn session<T: Tenant>(&self, tenant: T) -> Result<Session<T>> {
        let connection = match self.pool.checkout(tenant.target()) {
            Ok(connection) => connection,
            Err(connection) => connection.await?,
        };
        Ok(Session::new(tenant, connection))
    }

    /// Runs a transaction of one tenant: committed if `work` returns `Ok`, rolled back if it
    /// returns `Err`, panics, or its future is dropped.
    ///
    /// # Errors
    ///
    /// As [`Session::transaction`], and those of [`Database::session`].
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
    ///
    /// let renamed = db
    ///     .transaction(Client1, async |tx| {
    ///         let ada = Client1Foo::insert(NewFoo { name: "Ada".into() }).fetch_one(tx).await?;
    ///         Client1Foo::find(ada.id).set(|foo| foo.name.to("Ada Lovelace")).fetch_one(tx).await
    ///     })
    ///     .await?;
    /// assert_eq!(renamed.name, "Ada Lovelace");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn transaction<T, R, E>(
        &self,
        tenant: T,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E>,
    ) -> Result<R, E>
    where
        T: Tenant,
        E: From<Error>,
    {
        self.build_transaction(tenant).run(work).await
    }

    /// Starts to describe a transaction of one tenant; see [`TransactionBuilder`].
    pub fn build_transaction<T: Tenant>(&self, tenant: T) -> TransactionBuilder<'_, T> {
        TransactionBuilder::new(Place::Database(self, tenant))
    }

    /// How many connections there are: `(in the pool, of those idle)`.
    pub fn connections(&self) -> (usize, usize) {
        self.pool.counts()
    }

    /// Closes the idle connections, and the others as they come back.
    pub fn close(&self) {
        self.pool.close();
    }

    /// A connection that is set for no tenant.
    pub(crate) async fn connection(&self) -> Result<PooledConnection> {
        match self.pool.checkout(Target::Once("")) {
            Ok(connection) => Ok(connection),
            Err(connection) => connection.await,
        }
    }
}

impl<T: Tenant> Executor<T> for Database {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(&self.pool))
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (connections, idle) = self.connections();
        f.debug_struct("Database")
            .field("connections", &connections)
            .field("idle", &idle)
            .finish_non_exhaustive()
    }
}

/// The settings of a [`Database`].
///
/// # Examples
///
/// ```
/// use tenant::Database;
///
/// let builder = Database::builder("postgresql://app@localhost/app").max_connections(4);
/// assert!(builder.build().is_ok()); // connects on the first use
/// assert!(Database::builder("not a url").build().is_err());
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct DatabaseBuilder {
    url: String,
    connector: Option<Box<dyn Connect>>,
    route: Route,
    pooler: Pooler,
    max_connections: usize,
    statements: usize,
    tenants: usize,
    wait: Duration,
    idle: Duration,
    reset_always: bool,
}

impl DatabaseBuilder {
    /// The most connections open at a time; 16 if not set.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }

    /// The most statements that one connection keeps prepared; 256 if not set, 0 for none.
    ///
    /// Each costs a backend up to about 18 KB; one statement on one table of one tenant is one.
    pub fn max_statements(mut self, statements: usize) -> Self {
        self.statements = statements;
        self
    }

    /// How statements reach their tenant's schema; [`Route::qualified`] if not set.
    pub fn route(mut self, route: Route) -> Self {
        self.route = route;
        self
    }

    /// The server is behind a pooler in transaction mode, such as PgBouncer: statements are sent
    /// unnamed, and a route that needs a session of its own is refused.
    ///
    /// What the client of a [`Session`] is used for may reach another connection of the server than
    /// its handles do, and what it sets there stays.
    pub fn transaction_pooler(mut self) -> Self {
        self.pooler = Pooler::Transaction;
        self
    }

    /// The server is behind a pooler in session mode, in which a connection of the server belongs to
    /// one client until that leaves. Nothing can check that: behind one in transaction mode, a
    /// statement could then reach another tenant's rows.
    ///
    /// A pooler that neither this nor [`DatabaseBuilder::transaction_pooler`] speaks of is refused on
    /// the first use.
    pub fn session_pooler(mut self) -> Self {
        self.pooler = Pooler::Session;
        self
    }

    /// How many tenants a connection serves, in whatever order; for one more, it is replaced by a new one.
    /// 1,000 if not set.
    ///
    /// A backend keeps up to about 13 KB of catalog caches for each table that it ever touched.
    pub fn max_tenants(mut self, tenants: usize) -> Self {
        self.tenants = tenants;
        self
    }

    /// How long a connection may be idle before it is closed, when the pool is next used; 10 minutes
    /// if not set.
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.idle = idle;
        self
    }

    /// How long to wait for a free connection; 30 seconds if not set.
    pub fn wait_timeout(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Resets every connection before its next user, whatever ran on it: one round trip more for each
    /// statement, transaction or session.
    ///
    /// Otherwise one is reset where the client of a [`Session`] was handed out. What a trigger, a
    /// default or a function of yours leaves in a session (`set_config(…, false)`, advisory locks,
    /// `LISTEN`, temporary tables) is not seen then.
    pub fn reset_always(mut self) -> Self {
        self.reset_always = true;
        self
    }

    /// Connects with TLS as this rustls configuration says, if the URL's `sslmode` asks for it.
    ///
    /// Without it, the certificates are trusted that the operating system trusts.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, config: rustls::ClientConfig) -> Self {
        self.connector = Some(Box::new(crate::tls::Tls::new(config)));
        self
    }

    /// Makes the database; connections are opened as they are needed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Connect`] when the URL is malformed, [`ErrorKind::InvalidInput`] when no
    /// connection is allowed or the route cannot work, with the reason.
    pub fn build(self) -> Result<Database> {
        if self.max_connections == 0 {
            let message = "`max_connections` is 0; allow at least one connection";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let route = self.route.behind(self.pooler)?;
        let config: Config = self.url.parse().map_err(Error::connect)?;
        let database = Arc::from(
            config
                .get_dbname()
                .or(config.get_user())
                .unwrap_or_default(),
        );
        let connector = match self.connector {
            Some(connector) => connector,
            None => default_connector(&config)?,
        };
        let connector = match self.pooler {
            Pooler::None => connector,
            Pooler::Session | Pooler::Transaction => Box::new(Pooled(connector)),
        };
        let pool = Pool::new(Settings {
            config,
            connector,
            route: Arc::new(route),
            database,
            max_connections: self.max_connections,
            wait: self.wait,
            statements: match self.pooler {
                Pooler::Transaction => 0,
                Pooler::None | Pooler::Session => self.statements,
            },
            pooler: self.pooler,
            tenants: self.tenants.max(1),
            idle: self.idle,
            reset_always: self.reset_always,
        });
        Ok(Database { pool })
    }
}

#[cfg(feature = "tls")]
fn default_connector(config: &Config) -> Result<Box<dyn Connect>> {
    // Reading the system's certificates takes tens of milliseconds; a URL without TLS spares them.
    if config.get_ssl_mode() == tokio_postgres::config::SslMode::Disable {
        return Ok(Box::new(Plain));
    }
    Ok(Box::new(crate::tls::Tls::with_system_roots()?))
}

#[cfg(not(feature = "tls"))]
fn default_connector(config: &Config) -> Result<Box<dyn Connect>> {
    use tokio_postgres::config::SslMode;

    match config.get_ssl_mode() {
        SslMode::Disable | SslMode::Prefer => Ok(Box::new(Plain)),
        _ => Err(Error::new(
            ErrorKind::Connect,
            "the URL asks for TLS; enable the feature `tls` of `tenant`",
        )),
    }
}

impl fmt::Debug for DatabaseBuilder {
    /// Leaves out the URL, which can hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseBuilder")
            .field("route", &self.route)
            .field("pooler", &self.pooler)
            .field("max_connections", &self.max_connections)
            .field("max_statements", &self.statements)
            .field("max_tenants", &self.tenants)
            .field("wait_timeout", &self.wait)
            .field("idle_timeout", &self.idle)
            .field("reset_always", &self.reset_always)
            .finish_non_exhaustive()
    }
}
