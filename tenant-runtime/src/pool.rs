//! The pool's manager: how a connection is made, and what must be true before it is used again.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use deadpool::managed::{self, Metrics, PoolError, RecycleError, RecycleResult, TimeoutType};
use tokio_postgres::{CancelToken, Client, Config, NoTls};

use crate::{
    Error, ErrorKind, Result,
    connection::{Condition, Connection, State},
};

pub(crate) type Pool = managed::Pool<Manager>;
pub(crate) type PooledConnection = managed::Object<Manager>;

/// Makes and recycles the connections of a [`Database`](crate::Database).
pub(crate) struct Manager {
    pub(crate) config: Config,
    pub(crate) connector: Box<dyn Connect>,
    pub(crate) statements: usize,
    pub(crate) database: Arc<str>,
}

/// How to reach the server: with or without TLS.
pub(crate) trait Connect: Send + Sync {
    fn connect<'a>(
        &'a self,
        config: &'a Config,
    ) -> Pin<Box<dyn Future<Output = Result<Client, tokio_postgres::Error>> + Send + 'a>>;

    /// Asks the server, in the background, to end what runs on a connection.
    fn cancel(&self, token: CancelToken);
}

/// Plain connections.
pub(crate) struct Plain;

impl Connect for Plain {
    fn connect<'a>(
        &'a self,
        config: &'a Config,
    ) -> Pin<Box<dyn Future<Output = Result<Client, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(async move {
            let (client, connection) = config.connect(NoTls).await?;
            drive(connection);
            Ok(client)
        })
    }

    fn cancel(&self, token: CancelToken) {
        tokio::spawn(async move { token.cancel_query(NoTls).await });
    }
}

/// Runs a connection until its client is dropped or the server goes away.
pub(crate) fn drive<F>(connection: F)
where
    F: Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static,
{
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            crate::trace::connection_lost(&error);
        }
    });
}

/// Takes a connection from the pool; waits for one if all are in use.
pub(crate) async fn checkout(pool: &Pool) -> Result<PooledConnection> {
    pool.get().await.map_err(|error| match error {
        PoolError::Backend(error) => error,
        PoolError::Timeout(TimeoutType::Wait) => Error::new(
            ErrorKind::PoolTimeout,
            "no connection became free in time; raise `max_connections`, or hold sessions for less long",
        ),
        PoolError::Timeout(_) => {
            Error::new(ErrorKind::Connect, "the server did not accept a connection in time")
        }
        PoolError::Closed => Error::new(ErrorKind::Closed, "the database was closed"),
        error => Error::with_source(ErrorKind::Connect, "the pool failed", error),
    })
}

/// Undoes what a user's own SQL can have left in a session, except for the statements that this
/// library prepared, which stay valid.
///
/// `DISCARD ALL` is the same with `DEALLOCATE ALL`, which would also drop the statements that
/// tokio-postgres keeps to look types up, without its knowledge.
const RESET: &str = "\
ROLLBACK;
CLOSE ALL;
SET SESSION AUTHORIZATION DEFAULT;
RESET ALL;
UNLISTEN *;
SELECT pg_catalog.pg_advisory_unlock_all();
DISCARD TEMP;
DISCARD SEQUENCES;
DO $$
DECLARE statement text;
BEGIN
    FOR statement IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
        EXECUTE pg_catalog.format('DEALLOCATE %I', statement);
    END LOOP;
END $$";

/// How long a statement that nobody waits for any more may still run before its connection is
/// closed instead of handed out, in which time another tenant waits for it.
const BUSY_LIMIT: Duration = Duration::from_millis(250);

/// How long a reset may take before the connection is closed instead.
const RESET_LIMIT: Duration = Duration::from_secs(5);

impl managed::Manager for Manager {
    /// Boxed: a connection moves in and out of the pool and into futures.
    type Type = Box<Connection>;
    type Error = Error;

    async fn create(&self) -> Result<Box<Connection>, Error> {
        let client = self
            .connector
            .connect(&self.config)
            .await
            .map_err(Error::connect)?;
        let state = State::new(self.statements, Arc::clone(&self.database));
        Ok(Box::new(Connection { client, state }))
    }

    async fn recycle(&self, connection: &mut Box<Connection>, _: &Metrics) -> RecycleResult<Error> {
        if connection.client.is_closed() {
            return Err(RecycleError::message("the connection is closed"));
        }
        let (script, limit) = match connection.state.condition() {
            Condition::Clean => return Ok(()),
            Condition::Busy => ("", BUSY_LIMIT),
            Condition::Touched => (RESET, RESET_LIMIT),
            Condition::Unknown => {
                return Err(RecycleError::message("the connection may not be clean"));
            }
        };
        let reset = connection.client.batch_execute(script);
        match tokio::time::timeout(limit, reset).await {
            Ok(Ok(())) => {
                connection.state.mark_reset();
                Ok(())
            }
            Ok(Err(error)) => Err(RecycleError::Backend(error.into())),
            Err(_) => {
                // Closing the connection would not end what runs on it.
                self.connector.cancel(connection.client.cancel_token());
                Err(RecycleError::message(
                    "the connection did not become clean in time",
                ))
            }
        }
    }
}
