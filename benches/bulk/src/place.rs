//! The server, and the tables on it.

use anyhow::{Context, Result};
use bench_report::{Postmaster, Spent, connect, version};
use tenant::{
    Database,
    embedded::{Server, TestDatabase},
    prelude::*,
};
use tokio_postgres::Client as Plain;

use crate::model::{Client, schema, table};

/// A database with the tables, and a connection for what is not measured.
#[derive(Debug)]
pub(crate) struct Place {
    database: TestDatabase,
    postmaster: Postmaster,
    aside: Plain,
}

/// Starts the server, on which no vacuum comes between two turns, and no checkpoint that is not asked for.
pub(crate) fn start() -> Result<Server> {
    Server::builder()
        .setting("max_connections", "1000") // toasty has one for each tenant on each of the others' connections
        .setting("autovacuum", "off")
        .setting("checkpoint_timeout", "1h")
        .setting("max_wal_size", "16GB")
        .start()
        .context("the server that the statements run on")
}

impl Place {
    /// With the schemas of so many tenants that are written, and that of the one that is read.
    pub(crate) async fn make(server: &Server, tenants: usize) -> Result<Self> {
        let database = TestDatabase::create_on(server.url()).await?;
        let db = Database::connect(database.url()).await?;
        Client::create_all(&db).await?;
        for tenant in 1..tenants {
            Client::create_schema(&db, &schema(tenant)?).await?;
        }
        let aside = connect(database.url()).await?;
        Ok(Self {
            database,
            postmaster: Postmaster::of(server.socket_dir()).context("the server's process")?,
            aside,
        })
    }

    pub(crate) fn url(&self) -> &str {
        self.database.url()
    }

    /// What the server's processes had of the processors until now.
    pub(crate) fn spent(&self) -> Result<Spent> {
        let spent = self.postmaster.spent();
        spent.context("the system does not tell what processes had of the processors")
    }

    /// Writes what is to be written, so that the server does not have to in somebody's turn.
    pub(crate) async fn checkpoint(&self) -> Result<()> {
        Ok(self.aside.batch_execute("CHECKPOINT").await?)
    }

    pub(crate) async fn version(&self) -> Result<String> {
        version(&self.aside).await
    }

    /// Takes every row out of the tables of tenants that are written.
    pub(crate) async fn empty(&self, tenants: impl IntoIterator<Item = usize>) -> Result<()> {
        let tables: Vec<_> = tenants
            .into_iter()
            .map(|tenant| Ok(table(schema(tenant)?)))
            .collect::<Result<_>>()?;
        let text = format!("TRUNCATE {} RESTART IDENTITY", tables.join(", "));
        Ok(self.aside.batch_execute(&text).await?)
    }

    /// Moves the rows of the table that is written to the one that is read, and leaves nothing for the
    /// first reader to do.
    pub(crate) async fn keep(&self) -> Result<()> {
        let written = table(schema(0)?);
        let text = format!(
            r#"TRUNCATE "client2"."reading"; INSERT INTO "client2"."reading" SELECT * FROM {written}"#
        );
        self.aside.batch_execute(&text).await?;
        self.aside
            .batch_execute(r#"VACUUM (FREEZE, ANALYZE) "client2"."reading""#)
            .await?;
        self.empty([0]).await
    }
}
