//! A database of its own for one test.

use std::thread;
use std::time::Duration;

use tokio::{runtime, task, time};
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;

use super::error::{StartError, StartErrorKind};
use super::provided::shared_url;
use super::unique;

/// Attempts to create a database while others are created from the same template.
const ATTEMPTS: u32 = 50;

/// An empty database that is dropped with this value, with whoever is connected.
///
/// Dropping it waits for the server, from within asynchronous code too. When that
/// fails, or the process ends before, a database on an external server stays; its
/// name starts with `tenant_test_` and the id of the process.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use tenant::embedded::TestDatabase;
///
/// let database = TestDatabase::create().await?;
/// let (client, connection) =
///     tokio_postgres::connect(database.url(), tokio_postgres::NoTls).await?;
/// tokio::spawn(connection);
/// let row = client.query_one("SELECT current_database()::text", &[]).await?;
/// assert_eq!(row.get::<_, String>(0), database.name());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a test's database is removed when it is dropped"]
pub struct TestDatabase {
    server_url: String,
    url: String,
    name: String,
}

impl TestDatabase {
    /// Creates a database on the server of [`shared_url`].
    ///
    /// # Errors
    ///
    /// Those of [`shared_url`] and of [`TestDatabase::create_on`].
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    pub async fn create() -> Result<Self, StartError> {
        // The first call blocks for as long as a server takes to start.
        let url = task::spawn_blocking(shared_url).await.map_err(failed)??;
        Self::create_on(url).await
    }

    /// Creates a database on the server of another one, given by its URL or its
    /// connection string. The user of that needs the right to create databases.
    ///
    /// # Errors
    ///
    /// [`StartErrorKind::Database`] when the server cannot be reached or refuses; the
    /// source is the [`tokio_postgres::Error`].
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    pub async fn create_on(server_url: &str) -> Result<Self, StartError> {
        let name = unique::name("tenant_test_");
        // `template0` is always empty, and nobody can be connected to it.
        let create = format!("CREATE DATABASE {name} TEMPLATE template0");
        for attempt in 1.. {
            match execute(server_url, &create).await {
                Ok(()) => break,
                // An autovacuum worker or another copy may be in the template.
                Err(error)
                    if error.code() == Some(&SqlState::OBJECT_IN_USE) && attempt < ATTEMPTS =>
                {
                    time::sleep(Duration::from_millis(20)).await;
                }
                Err(error) => return Err(failed(error)),
            }
        }
        let url = with_database(server_url, &name);
        Ok(Self {
            server_url: server_url.to_owned(),
            url,
            name,
        })
    }

    /// Returns the URL of the database, or its connection string if the server was
    /// given by one.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the name of the database; it needs no quotes in SQL.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let server_url = self.server_url.clone();
        // A thread, as a runtime can neither start nor block within another one.
        let thread = thread::Builder::new().spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(execute(&server_url, &drop)))
        });
        // Nobody is left to be told, and a panic here could end the process.
        let _ = thread.map(thread::JoinHandle::join);
    }
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StartError {
    StartError::with_source(
        StartErrorKind::Database,
        "cannot create a database for a test",
        error,
    )
}

/// Runs one statement on a connection of its own.
async fn execute(url: &str, statement: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    let done = client.batch_execute(statement).await;
    drop(client);
    // Its errors have reached the client; what matters is that it is closed.
    let _ = connection.await;
    done
}

/// Replaces the database in a URL or in a connection string of libpq's.
///
/// It splits where tokio-postgres does: the host follows the first `@`.
fn with_database(url: &str, name: &str) -> String {
    let Some(scheme) = ["postgresql://", "postgres://"]
        .into_iter()
        .find(|scheme| url.starts_with(scheme))
    else {
        // The last value of a keyword counts.
        return format!("{url} dbname={name}");
    };
    let host = url.find('@').map_or(scheme.len(), |at| at + 1);
    let host_end = url[host..]
        .find(['/', '?'])
        .map_or(url.len(), |end| host + end);
    let parameters = url[host_end..]
        .split_once('?')
        .map_or("", |(_, parameters)| parameters);
    let kept: Vec<_> = parameters
        .split('&')
        .filter(|one| !one.is_empty() && !one.starts_with("dbname="))
        .collect();
    let question = if kept.is_empty() { "" } else { "?" };
    format!("{}/{name}{question}{}", &url[..host_end], kept.join("&"))
}
