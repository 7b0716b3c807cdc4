//! The pool: a semaphore bounds the connections in use and has callers wait for their turn; which
//! of the idle ones they get is chosen by tenant, on the shelf.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::{sync::Semaphore, time};
use tokio_postgres::Config;

use crate::{
    Error, ErrorKind, Result,
    connect::{Connect, connect},
    connection::{Condition, Connection, State},
    executor::Held,
    pooler::Pooler,
    route::Route,
    shelf::{Shelf, Whom},
    tenant::Target,
};

/// What a [`Database`](crate::Database) takes its connections from.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Common>);

struct Common {
    settings: Settings,
    /// A permit for each connection in use; none are given once the pool is closed.
    seats: Semaphore,
    shelf: Shelf,
}

/// How connections are made and kept.
pub(crate) struct Settings {
    pub(crate) config: Config,
    pub(crate) connector: Box<dyn Connect>,
    pub(crate) pooler: Pooler,
    pub(crate) route: Arc<Route>,
    pub(crate) database: Arc<str>,
    pub(crate) max_connections: usize,
    pub(crate) wait: Duration,
    pub(crate) statements: usize,
    /// How many tenants a connection serves; for one more, it is replaced.
    pub(crate) tenants: usize,
    /// How long a connection may be idle.
    pub(crate) idle: Duration,
    /// Whether a connection is reset whatever ran on it.
    pub(crate) reset_always: bool,
}

impl Settings {
    fn whom<'t>(&self, tenant: Option<&'t str>) -> Whom<'t> {
        Whom {
            tenant,
            dedicated: self.route.is_dedicated(),
            most: self.tenants,
        }
    }
}

/// A connection in use; it goes back to the shelf when it is dropped, unless it cannot become
/// clean any more.
pub(crate) struct PooledConnection {
    /// Present until it is dropped.
    connection: Option<Box<Connection>>,
    /// Of which it has a seat.
    common: Arc<Common>,
}

impl Pool {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(Common {
            seats: Semaphore::new(settings.max_connections.min(Semaphore::MAX_PERMITS)),
            settings,
            shelf: Shelf::default(),
        }))
    }

    pub(crate) fn route(&self) -> &Route {
        &self.0.settings.route
    }

    /// How many connections there are, and how many of them are idle.
    pub(crate) fn counts(&self) -> (usize, usize) {
        self.0.shelf.counts()
    }

    pub(crate) fn close(&self) {
        self.0.seats.close();
        self.0.shelf.clear();
    }

    /// Takes a connection that is ready for a target, or returns what to wait for.
    ///
    /// What has to be waited for is behind a pointer: in the usual case there is nothing, and who
    /// awaits this would otherwise hold, and compile, all of it.
    pub(crate) fn checkout(
        &self,
        target: Target,
    ) -> Result<PooledConnection, BoxFuture<'static, Result<PooledConnection>>> {
        self.take_idle(&target).ok_or_else(|| {
            let pool = self.clone();
            async move { pool.wait_for(&target).await }.boxed()
        })
    }

    /// A connection for which nothing has to be waited.
    fn take_idle(&self, target: &Target) -> Option<PooledConnection> {
        let Common {
            settings,
            seats,
            shelf,
        } = &*self.0;
        let tenant = settings.route.tenant(target).ok()?;
        let seat = seats.try_acquire().ok()?;
        let mut idle = shelf.take_young(settings.whom(tenant), settings.idle)?;
        if !(idle.may_serve(tenant, settings.tenants) && idle.is_ready_for(tenant)) {
            shelf.put(idle);
            return None;
        }
        seat.forget();
        Some(PooledConnection {
            connection: Some(idle),
            common: Arc::clone(&self.0),
        })
    }

    async fn wait_for(&self, target: &Target) -> Result<PooledConnection> {
        let Common {
            settings,
            seats,
            shelf,
        } = &*self.0;
        let tenant = settings.route.tenant(target)?;
        let seat = time::timeout(settings.wait, seats.acquire()).await;
        seat.map_err(|_| no_seat())?.map_err(|_| closed())?.forget();
        let dedicated = settings.route.is_dedicated();
        let pooled = PooledConnection {
            connection: None,
            common: Arc::clone(&self.0),
        };
        while let Some(mut idle) = shelf.take(settings.whom(tenant)) {
            // All have served their share: this one makes room for a new one, the others are left alone.
            if !idle.may_serve(tenant, settings.tenants) {
                break;
            }
            // One that does not become clean is dropped here, which closes it.
            if idle.clean(&*settings.connector).await.is_ok() {
                return pooled.set(idle, tenant, dedicated).await;
            }
        }
        let config = settings.route.config(&settings.config, tenant)?;
        let counted = shelf.reserve(settings.max_connections);
        let at_rest = settings.route.at_rest();
        let client = connect(&*settings.connector, &config, settings.pooler, at_rest).await?;
        let state = State::new(
            settings.statements,
            Arc::clone(&settings.database),
            Arc::clone(&settings.route),
        );
        let fresh = Box::new(Connection::new(client, state, counted));
        pooled.set(fresh, tenant, dedicated).await
    }
}

fn no_seat() -> Error {
    Error::new(
        ErrorKind::PoolTimeout,
        "no connection became free in time; raise `max_connections`, or hold sessions for less long",
    )
}

fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the database was closed")
}

impl PooledConnection {
    /// Holds a connection, set for a tenant. A tenant's own that cannot be set is closed: nobody else
    /// may have it.
    async fn set(
        mut self,
        connection: Box<Connection>,
        tenant: Option<&str>,
        dedicated: bool,
    ) -> Result<Self> {
        let result = self.connection.insert(connection).set_for(tenant).await;
        if result.is_err() && dedicated {
            self.connection = None;
        }
        result.map(|()| self)
    }

    #[inline]
    pub(crate) fn held(&self) -> Held<'_> {
        Held {
            client: &self.client,
            state: Some(&self.state),
            fate: None,
        }
    }
}

const PRESENT: &str = "a connection is present until it is dropped";

impl Deref for PooledConnection {
    type Target = Connection;

    #[inline]
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect(PRESENT)
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect(PRESENT)
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        // Absent when it could not be made.
        if let Some(connection) = self.connection.take() {
            self.common.put_back(connection);
        }
        let Common { seats, shelf, .. } = &*self.common;
        // Given up last, when the connection is back.
        seats.add_permits(1);
        // Whoever closes the pool clears the shelf after that.
        if seats.is_closed() {
            shelf.clear();
        }
    }
}

impl Common {
    /// Puts a connection on the shelf, or closes it.
    #[inline]
    fn put_back(&self, connection: Box<Connection>) {
        let settings = &self.settings;
        // Nobody else takes a dedicated connection soon, and ends what still runs on it.
        if settings.route.is_dedicated() && connection.end_busy(&*settings.connector) {
            return;
        }
        if settings.reset_always {
            connection.state.mark(Condition::Suspect);
        }
        if connection.is_worth_keeping() {
            self.shelf.put(connection);
        }
    }
}
