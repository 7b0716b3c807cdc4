//! Has clorinde write the crate `generated` from `queries.sql`, with a server that it starts to check them.
//!
//! ```text
//! cargo run --manifest-path benches/peers/clorinde/Cargo.toml
//! ```

use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow};
use clorinde::config::Config;
use tenant::embedded::{Server, TestDatabase};
use tokio_postgres::NoTls;

/// As many have queries of their own as have tables of diesel's and entities of sea-orm's.
const TENANTS: usize = 20;

const TABLES: &str = "
    CREATE TABLE {schema}account (id bigint PRIMARY KEY, name text NOT NULL, email text, city text NOT NULL,
        age int NOT NULL, active bool NOT NULL, score float8 NOT NULL, balance bigint NOT NULL,
        visits int NOT NULL, note text);
    CREATE TABLE {schema}event (LIKE {schema}account);
    ALTER TABLE {schema}event ALTER id ADD GENERATED ALWAYS AS IDENTITY;
    CREATE TABLE {schema}purchase (id bigint PRIMARY KEY, account bigint NOT NULL, label text NOT NULL);
";

#[tokio::main]
async fn main() -> Result<()> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR"));
    let template = fs::read_to_string(place.join("queries.sql"))?;
    let server = Server::start()?;
    let database = TestDatabase::create_on(server.url()).await?;
    let (client, connection) = tokio_postgres::connect(database.url(), NoTls).await?;
    tokio::spawn(connection);
    let queries = tempfile::tempdir()?;
    // Without a schema, where the path says it.
    client
        .batch_execute(&TABLES.replace("{schema}", ""))
        .await?;
    fs::write(
        queries.path().join("by_path.sql"),
        template.replace("{schema}", ""),
    )?;
    for tenant in 0..TENANTS {
        let (schema, prefix) = (format!("client{tenant}"), format!("client{tenant}."));
        client
            .batch_execute(&format!("CREATE SCHEMA {schema}"))
            .await?;
        client
            .batch_execute(&TABLES.replace("{schema}", &prefix))
            .await?;
        let text = template.replace("{schema}", &prefix);
        fs::write(queries.path().join(format!("{schema}.sql")), text)?;
    }
    let config = Config::builder()
        .name("clorinde-queries")
        .queries(queries.path())
        .destination(place.join("generated"))
        .build();
    tokio::task::spawn_blocking(move || clorinde::gen_live(&client, config))
        .await?
        .map_err(|error| anyhow!("{error:?}"))
        .context("clorinde")
}
