//! The look at everything after the work: every row of every schema, and every connection.

use std::{collections::HashSet, time::Duration};

use tenant::prelude::*;

use crate::{
    Failure, inspect,
    stage::CONTROL,
    tenants::{Client, quoted},
    world::World,
};

/// How long a connection may take to come, or to go.
const PATIENCE: Duration = Duration::from_secs(20);

/// Looks at all of it; returns how many connections there are.
pub(crate) async fn all(world: &World) -> Result<usize, Failure> {
    let connections = check_connections(world).await;
    for client in Client::all() {
        check_rows(world, client).await?;
    }
    check_plants(world).await?;
    Ok(connections)
}

async fn check_rows(world: &World, client: Client) -> Result<(), Failure> {
    let name = client.schema();
    let query = format!("SELECT id, tenant, text FROM {}.note", quoted(name));
    let mut found = HashSet::new();
    for row in world.control.query(&query, &[]).await? {
        let (id, tenant, text): (i64, &str, &str) = (row.get(0), row.get(1), row.get(2));
        found.insert(id);
        world.tally.rows.add(1);
        if tenant != name || !text.starts_with(name) {
            let what = format!("{name}: row {id} is of `{tenant}`, with text `{text}`");
            world.tally.wrong_row(what);
        }
    }
    for problem in world.ledger.check(client, &found) {
        world.tally.wrong_row(problem);
    }
    Ok(())
}

/// The tables that nobody should have touched are as they were made.
async fn check_plants(world: &World) -> Result<(), Failure> {
    let user = world.user.as_str();
    let notes = ["public", Client::SHARED, user].map(|place| (place, "note", "planted"));
    let places = Client::SCHEMAS.iter().copied().chain(["public", user]);
    let tariffs = places.map(|place| (place, "tariff", "planted"));
    let shared = [(Client::SHARED, "tariff", "shared")];
    for (place, table, text) in tariffs.chain(notes).chain(shared) {
        let query = format!(
            "SELECT count(*) = 1 AND bool_and(text = $1) FROM {}.{table}",
            quoted(place)
        );
        let row = world.control.query_one(&query, &[&text]).await?;
        world.tally.rows.add(1);
        if row.get::<_, Option<bool>>(0) != Some(true) {
            let what = format!("table {table} of `{place}` was written");
            world.tally.wrong_row(what);
        }
    }
    Ok(())
}

/// Takes every connection of the pools at once, and looks at each.
async fn check_connections(world: &World) -> usize {
    let bound = world.case.connections();
    let mut sessions = Vec::new();
    let mut backends = HashSet::new();
    for (index, db) in world.databases.iter().enumerate() {
        for turn in 0..bound {
            let client = Client::ALL[(index + turn) % Client::ALL.len()];
            let client = if world.case.is_fixed() {
                Client::ALL[index]
            } else {
                client
            };
            match take(world, db, client).await {
                Ok((session, backend)) => {
                    sessions.push(session);
                    backends.insert(backend);
                }
                Err(problem) => world.tally.dirty_connection(problem),
            }
        }
        if db.connections() != (bound, 0) {
            let what = format!("the pool is not full with {bound}: {db:?}");
            world.tally.violation(what);
        }
    }
    if backends.len() != bound * world.databases.len() {
        let what = format!("{} connections are different ones", backends.len());
        world.tally.violation(what);
    }
    check_strays(world, &backends).await;
    sessions.len()
}

/// A session that was looked at, with the process id of its backend.
///
/// A connection that was ended while it was idle can be handed out once before its client learns
/// of it; the second attempt has to succeed.
async fn take(
    world: &World,
    db: &Database,
    client: Client,
) -> Result<(Session<Client>, String), String> {
    let mut problem = String::new();
    for _ in 0..=world.case.connections() {
        let session = match tokio::time::timeout(PATIENCE, db.session(client)).await {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => {
                problem = error.to_string();
                continue;
            }
            Err(_) => return Err(format!("no connection for {client} comes")),
        };
        match inspect::check_closely(world, &session, client).await {
            Ok(backend) => return Ok((session, backend)),
            Err(error) => problem = error.to_string(),
        }
        if !world.is_storm() {
            break;
        }
    }
    Err(format!("no connection for {client} can be used: {problem}"))
}

/// A connection that the pool closed is gone from the server, too.
async fn check_strays(world: &World, kept: &HashSet<String>) {
    const QUERY: &str = "
        SELECT pid::text FROM pg_catalog.pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
          AND application_name <> $1";
    let mut strays = usize::MAX;
    for _ in 0..100 {
        let backends = world.control.query(QUERY, &[&CONTROL]).await;
        let backends = backends.unwrap_or_default();
        strays = backends
            .iter()
            .filter(|row| !kept.contains(row.get::<_, &str>(0)))
            .count();
        if strays == 0 {
            return;
        }
        tokio::time::sleep(PATIENCE / 100).await;
    }
    let what = format!("{strays} backends outlive their connections");
    world.tally.violation(what);
}
