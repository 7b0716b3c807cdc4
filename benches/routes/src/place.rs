//! The server, and a database for each number of schemas.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use tenant::{
    Schema, TenantSet,
    embedded::{Server, TestDatabase},
};
use tokio_postgres::{Client as Plain, NoTls};

use crate::model::{Client, PROBES};

/// Schemas that are made in one transaction; each table takes four locks until its end.
const BATCH: usize = 25;

/// A database with so many schemas of ten tables.
#[derive(Debug)]
pub(crate) struct Place {
    database: TestDatabase,
    pub(crate) schemas: Vec<Schema>,
}

/// Starts the server.
///
/// No vacuum comes between two slices, and there is room for a connection per tenant up to some
/// hundreds.
pub(crate) fn start() -> Result<Server> {
    Server::builder()
        .setting("max_connections", "400")
        .setting("autovacuum", "off")
        .setting("max_locks_per_transaction", "128")
        .start()
        .context("the server that the statements run on")
}

impl Place {
    pub(crate) async fn make(server: &Server, count: usize) -> Result<Self> {
        let database = TestDatabase::create_on(server.url()).await?;
        let schemas: Vec<Schema> = (0..count)
            .map(|number| Schema::new(&format!("t{number:04}")))
            .collect::<Result<_, _>>()?;
        let client = connect(database.url()).await?;
        client.batch_execute(PROBES).await?;
        client.batch_execute(COMMON).await?;
        for batch in schemas.chunks(BATCH) {
            client.batch_execute(&script(batch)?).await?;
        }
        Ok(Self { database, schemas })
    }

    pub(crate) fn url(&self) -> &str {
        self.database.url()
    }

    pub(crate) fn name(&self) -> &str {
        self.database.name()
    }
}

const COMMON: &str = "CREATE SCHEMA common; GRANT USAGE ON SCHEMA common TO PUBLIC;";

/// Schemas, tables, a role for each that may log in, and rows for the selects.
fn script(schemas: &[Schema]) -> Result<String> {
    let mut script = String::from("SET client_min_messages = warning;");
    for schema in schemas {
        script.push_str(&Client::ddl(schema)?);
        // Roles belong to the server, so the second database finds them.
        write!(
            script,
            "; DO $$ BEGIN CREATE ROLE {schema} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
             GRANT USAGE ON SCHEMA {schema} TO {schema};
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {schema};
             INSERT INTO {schema}.ledger0 SELECT id, 'name', 1 FROM generate_series(1, 100) id;"
        )?;
    }
    Ok(script)
}

/// A client that the library knows nothing of.
pub(crate) async fn connect(url: &str) -> Result<Plain> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
