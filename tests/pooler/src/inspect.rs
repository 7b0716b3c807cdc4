//! What a pooler's connections to the server show of those who used them: nothing.

use tenant::tokio_postgres::{Client, SimpleQueryMessage};

use crate::{Failure, bouncer::SERVER_CONNECTIONS, stage::Stage};

/// What is looked at.
const LOOK: &str = "
    SELECT pg_catalog.pg_backend_pid(), pg_catalog.current_setting('search_path'),
           pg_catalog.current_setting('role'), session_user = current_user,
           (SELECT count(*) FROM pg_catalog.pg_prepared_statements),
           (SELECT count(*) FROM pg_catalog.pg_cursors WHERE name <> ''),
           (SELECT count(*) FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()),
           (SELECT count(*) FROM pg_catalog.pg_settings
            WHERE source = 'session' AND name NOT IN ('client_encoding', 'application_name'))";

/// Who is connected to the database, but for the connection that asks.
const CONNECTED: &str = "
    SELECT count(*), count(*) FILTER (WHERE state <> 'idle')
    FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND usename = $1
      AND pid <> pg_catalog.pg_backend_pid()";

/// Looks at every connection of a user's that the pooler has: transactions that are open at the same
/// time are on different ones.
///
/// # Errors
///
/// When the pooler refuses.
///
/// # Panics
///
/// When a connection is not clean.
pub async fn check(stage: &Stage, user: &str, path: &str) -> Result<(), Failure> {
    for _ in 0..4 {
        let mut pids = Vec::new();
        let mut clients = Vec::new();
        for _ in 0..SERVER_CONNECTIONS {
            let client = stage.connect(user).await?;
            client.batch_execute("BEGIN").await?;
            let mut seen = first_row(&client, LOOK).await?;
            pids.push(seen.remove(0));
            assert_eq!(seen, [path, "none", "t", "0", "0", "0", "0"], "{user}");
            clients.push(client);
        }
        for client in clients {
            client.batch_execute("COMMIT").await?;
        }
        pids.dedup();
        assert_eq!(pids.len(), SERVER_CONNECTIONS);
    }
    let row = stage.direct.query_one(CONNECTED, &[&user]).await?;
    let (all, busy): (i64, i64) = (row.get(0), row.get(1));
    assert_eq!((all, busy), (SERVER_CONNECTIONS.try_into()?, 0), "{user}");
    Ok(())
}

/// The first row of a query, as text, by a message that prepares nothing.
///
/// # Errors
///
/// When the query is refused, or has no rows.
pub async fn first_row(client: &Client, query: &str) -> Result<Vec<String>, Failure> {
    let answer = client.simple_query(query).await?;
    let row = answer.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let row = row.ok_or("no row")?;
    let values = (0..row.len()).map(|column| row.get(column).unwrap_or_default().to_owned());
    Ok(values.collect())
}

/// The process of the server that runs a client's next transaction.
///
/// # Errors
///
/// When the pooler refuses.
pub async fn process(client: &Client) -> Result<String, Failure> {
    Ok(first_row(client, LOOK).await?.remove(0))
}
