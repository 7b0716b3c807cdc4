//! The server, and a database with a thousand schemas.

use std::time::Duration;

use anyhow::{Context, Result};
use bench_report::{Postmaster, Spent, connect, version};
use tenant::{
    Schema, TenantSet,
    embedded::{Server, TestDatabase},
};
use tokio_postgres::Client as Plain;

use crate::{
    job::Workload,
    model::{Client, rows, schema},
    plan::Cell,
};

/// Schemas that are made in one transaction; each table takes locks until its end.
const BATCH: usize = 25;

/// How long one takes, for the expectation alone.
pub(crate) const ABOUT_A_SCHEMA: Duration = Duration::from_millis(30);

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
    postmaster: Postmaster,
    aside: Plain,
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
            postmaster: Postmaster::of(server.socket_dir()).context("the server's process")?,
            aside,
        })
    }

    pub(crate) fn url(&self) -> &str {
        self.database.url()
    }

    /// What the server's processes had of its processor until now.
    pub(crate) fn spent(&self) -> Result<Spent> {
        let spent = self.postmaster.spent();
        spent.context("the system does not tell what processes had of the processors")
    }

    pub(crate) async fn version(&self) -> Result<String> {
        version(&self.aside).await
    }

    /// Takes out what was inserted in cases with as many tenants each.
    pub(crate) async fn empty_events(&self, cells: &[Cell]) -> Result<()> {
        let inserting = cells
            .iter()
            .find(|cell| cell.case.workload == Workload::Insert);
        let tenants = inserting.map_or(0, |cell| cell.case.tenants);
        for tenant in 0..tenants {
            let text = format!("TRUNCATE {}.event", schema(tenant));
            self.aside.batch_execute(&text).await?;
        }
        Ok(())
    }
}
