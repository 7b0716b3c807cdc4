//! What a session shows of its past: nothing, if it is clean.

use tenant::{
    Error, Result,
    prelude::*,
    tokio_postgres::{self, SimpleQueryMessage},
};

use crate::{tenants::Client, world::World};

/// What is looked at.
const LABELS: [&str; 14] = [
    "search_path",
    "role",
    "session user",
    "current user",
    "application_name",
    "standard_conforming_strings",
    "default_transaction_read_only",
    "statement_timeout",
    "temporary tables",
    "channels",
    "advisory locks",
    "cursors",
    "statements prepared by SQL",
    "fresh transaction",
];

/// One message of the simple protocol, which prepares nothing and opens no named portal.
///
/// `now()` is when the transaction began: another moment than that of the statement if one was
/// left open.
const LOOK: &str = "
    SELECT pg_catalog.current_setting('search_path'),
           pg_catalog.current_setting('role'),
           session_user,
           current_user,
           pg_catalog.current_setting('application_name'),
           pg_catalog.current_setting('standard_conforming_strings'),
           pg_catalog.current_setting('default_transaction_read_only'),
           pg_catalog.current_setting('statement_timeout'),
           (SELECT count(*) FROM pg_catalog.pg_class
            WHERE relnamespace = pg_catalog.pg_my_temp_schema()),
           (SELECT count(*) FROM pg_catalog.pg_listening_channels()),
           (SELECT count(*) FROM pg_catalog.pg_locks
            WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()),
           (SELECT count(*) FROM pg_catalog.pg_cursors WHERE name <> ''),
           (SELECT count(*) FROM pg_catalog.pg_prepared_statements WHERE from_sql),
           pg_catalog.now() = pg_catalog.statement_timestamp()";

/// Every setting that was set in the session and not undone, and how many statements it keeps.
const LOOK_CLOSER: &str = "
    SELECT (SELECT pg_catalog.string_agg(name, ', ') FROM pg_catalog.pg_settings
            WHERE source = 'session' AND name <> 'search_path'),
           (SELECT count(*) FROM pg_catalog.pg_prepared_statements),
           pg_catalog.pg_backend_pid()";

/// Looks at a session that nobody used yet.
pub(crate) async fn check<T: Tenant>(
    world: &World,
    session: &Session<T>,
    client: Client,
) -> Result<()> {
    let seen = one_row(session.client(), LOOK).await?;
    for ((label, seen), due) in LABELS.iter().zip(seen).zip(due(world, client)) {
        let seen = seen.unwrap_or_default();
        if seen != due {
            world.tally.dirty_connection(format!(
                "dirty connection for {client}: {label} is `{seen}`, not `{due}`"
            ));
        }
    }
    Ok(())
}

fn due(world: &World, client: Client) -> [String; 14] {
    let case = world.case;
    let session_user = if case.is_login() {
        client.schema()
    } else {
        &world.user
    };
    let current_user = match case.role(client) {
        "none" => session_user,
        role => role,
    };
    [
        &case.path(client),
        case.role(client),
        session_user,
        current_user,
        "",
        "on",
        "off",
        "0",
        "0",
        "0",
        "0",
        "0",
        "0",
        "t",
    ]
    .map(str::to_owned)
}

/// Looks at what would take too long for each operation; returns the process id of the backend.
pub(crate) async fn check_closely<T: Tenant>(
    world: &World,
    session: &Session<T>,
    client: Client,
) -> Result<String> {
    check(world, session, client).await?;
    let mut seen = one_row(session.client(), LOOK_CLOSER).await?;
    let backend = seen.pop().flatten().unwrap_or_default();
    let statements = seen.pop().flatten().unwrap_or_default();
    if let Some(Some(settings)) = seen.pop() {
        let what = format!("dirty connection for {client}: {settings} set in the session");
        world.tally.dirty_connection(what);
    }
    // What was evicted is closed with the next message.
    let bound = crate::stage::STATEMENTS + 1;
    if statements.parse::<usize>().is_ok_and(|kept| kept > bound) {
        let what = format!("a connection for {client} keeps {statements} statements");
        world.tally.dirty_connection(what);
    }
    Ok(backend)
}

async fn one_row(
    client: &tokio_postgres::Client,
    query: &str,
) -> Result<Vec<Option<String>>, Error> {
    let messages = client.simple_query(query).await?;
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    let value = |row: &tokio_postgres::SimpleQueryRow, index| row.get(index).map(str::to_owned);
    Ok(row.map_or_else(Vec::new, |row| {
        (0..row.len()).map(|index| value(row, index)).collect()
    }))
}
