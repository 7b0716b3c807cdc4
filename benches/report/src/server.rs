//! The server that is measured on, for those who do not know the library.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tokio_postgres::{Client, Config, NoTls, config::Host};

/// A client that the library knows nothing of.
///
/// # Errors
///
/// When there is no connection to be had.
pub async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("connection error: {error}");
        }
    });
    Ok(client)
}

/// Of the server.
///
/// # Errors
///
/// When it does not tell.
pub async fn version(client: &Client) -> Result<String> {
    let row = client.query_one("SHOW server_version", &[]).await?;
    row.try_get(0).context("the server's version")
}

/// Where a database is, for those who write it in another way.
#[derive(Debug)]
pub struct Address {
    directory: PathBuf,
    port: u16,
    user: String,
    database: String,
}

impl Address {
    /// Of a database on a Unix socket.
    ///
    /// # Errors
    ///
    /// When it is elsewhere.
    pub fn of(url: &str) -> Result<Self> {
        let config: Config = url.parse()?;
        let [Host::Unix(directory)] = config.get_hosts() else {
            bail!("the server is not on a Unix socket: {url}");
        };
        Ok(Self {
            directory: directory.clone(),
            port: *config.get_ports().first().context("the server's port")?,
            user: config.get_user().unwrap_or_default().to_owned(),
            database: config.get_dbname().unwrap_or_default().to_owned(),
        })
    }

    /// As libpq reads it.
    #[must_use]
    pub fn conninfo(&self) -> String {
        let Self {
            directory,
            port,
            user,
            database,
        } = self;
        let directory = directory.display();
        format!("host={directory} port={port} user={user} dbname={database}")
    }

    /// With the path that a connection has from the start, as toasty reads it.
    #[must_use]
    pub fn url_with_path(&self, schema: &str) -> String {
        let Self {
            directory,
            port,
            user,
            database,
        } = self;
        let directory = directory.display();
        format!(
            "postgresql:///{database}?host={directory}&port={port}&user={user}\
             &options=-c%20search_path%3D{schema}"
        )
    }
}
