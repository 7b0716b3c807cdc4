//! The server, and a database with a thousand schemas.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tenant::{
    Schema, TenantSet,
    embedded::{Server, TestDatabase},
};
use tokio_postgres::{Client as Plain, Config, NoTls, config::Host};

use crate::model::{Client, rows, schema};

/// Schemas that are made in one transaction; each table takes locks until its end.
const BATCH: usize = 25;

/// So many have a role of their own, for the routes that need one.
const ROLES: usize = 20;

fn role(schema: &str) -> String {
    format!(
        "CREATE ROLE {schema} LOGIN;
         GRANT USAGE ON SCHEMA {schema} TO {schema};
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {schema};
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {schema};"
    )
}

/// A database with so many schemas.
#[derive(Debug)]
pub(crate) struct Place {
    database: TestDatabase,
    aside: Plain,
    pub(crate) tenants: usize,
}

/// Starts the server, on which no vacuum and no checkpoint comes between two slices.
pub(crate) fn start() -> Result<Server> {
    Server::builder()
        .setting("max_connections", "2000")
        .setting("autovacuum", "off")
        .setting("checkpoint_timeout", "1h")
        .setting("max_wal_size", "16GB")
        .setting("max_locks_per_transaction", "256")
        .start()
        .context("the server that the statements run on")
}

impl Place {
    pub(crate) async fn make(server: &Server, tenants: usize) -> Result<Self> {
        let database = TestDatabase::create_on(server.url()).await?;
        let aside = connect(database.url()).await?;
        let names: Vec<_> = (0..tenants).map(schema).collect();
        for batch in names.chunks(BATCH) {
            let mut script = String::from("SET client_min_messages = warning;");
            for name in batch {
                script.push_str(&Client::ddl(&Schema::new(name)?)?);
                script.push(';');
                script.push_str(&rows(name));
            }
            aside.batch_execute(&script).await?;
        }
        for name in names.iter().take(ROLES) {
            aside.batch_execute(&role(name)).await?;
        }
        aside.batch_execute("VACUUM (FREEZE, ANALYZE)").await?;
        Ok(Self {
            database,
            aside,
            tenants,
        })
    }

    pub(crate) fn url(&self) -> &str {
        self.database.url()
    }

    pub(crate) async fn version(&self) -> Result<String> {
        let row = self.aside.query_one("SHOW server_version", &[]).await?;
        row.try_get(0).context("the server's version")
    }

    /// Takes out what was inserted.
    pub(crate) async fn empty(&self) -> Result<()> {
        for tenant in 0..self.tenants {
            let text = format!("TRUNCATE {}.event", schema(tenant));
            self.aside.batch_execute(&text).await?;
        }
        Ok(())
    }
}

/// A client that the library knows nothing of.
pub(crate) async fn connect(url: &str) -> Result<Plain> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("connection error: {error}");
        }
    });
    Ok(client)
}

/// Where a database is, for those who write it in another way.
pub(crate) struct Address {
    directory: PathBuf,
    port: u16,
    user: String,
    database: String,
}

impl Address {
    pub(crate) fn of(url: &str) -> Result<Self> {
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
    pub(crate) fn conninfo(&self) -> String {
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
    pub(crate) fn url_with_path(&self, schema: &str) -> String {
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
