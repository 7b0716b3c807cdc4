//! How the server is reached: with or without TLS.

use std::{future::Future, pin::Pin, time::Duration};

use tokio_postgres::{CancelToken, Client, Config, NoTls};

use crate::{
    Error, ErrorKind, Result,
    pooler::{self, Pooler},
};

/// How long a new connection may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(30);

/// A way to reach the server.
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

/// Connects, in bounded time, and not to a pooler that nobody spoke of; without one, runs a script.
pub(crate) async fn connect(
    connector: &dyn Connect,
    config: &Config,
    pooler: Pooler,
    script: &str,
) -> Result<Client> {
    let opening = async {
        let client = connector.connect(config).await.map_err(Error::connect)?;
        if pooler == Pooler::None {
            pooler::refuse(&client, script).await?;
        }
        Ok(client)
    };
    match tokio::time::timeout(CONNECT_LIMIT, opening).await {
        Ok(client) => client,
        Err(_) => Err(Error::new(
            ErrorKind::Connect,
            "the server did not accept a connection in time",
        )),
    }
}
