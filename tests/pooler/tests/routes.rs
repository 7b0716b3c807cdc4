//! Every route that needs no session, told of the pooler: each kind of statement, alone and from many
//! tasks, and then a look at what is left on the server's connections.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use pooler::{
    Failure,
    bouncer::SERVER_CONNECTIONS,
    inspect,
    model::{Client, Client1Note, Client2Note},
    operations,
    stage::{Stage, USER},
};
use tenant::prelude::*;
use tokio::task::JoinSet;

/// More than the pooler has connections to the server.
const TASKS: usize = 8;

const ROUNDS: usize = 4;

async fn run_under(route: &str) -> Result<(), Failure> {
    let stage = Stage::set("transaction", SERVER_CONNECTIONS).await?;
    let databases = Arc::new(stage.databases(route)?);
    stage.create_all(&databases[0]).await?;
    let outcome = work(&stage, route, &databases).await;
    outcome.map_err(|error| format!("{error}; the pooler's log:\n{}", stage.bouncer.log()).into())
}

async fn work(stage: &Stage, route: &str, databases: &Arc<Vec<Database>>) -> Result<(), Failure> {
    look(stage, route).await?;
    for client in Client::all() {
        operations::round(database(databases, client), client).await?;
    }
    look(stage, route).await?;
    // Whose connections the tasks of the first tenant share.
    let user = match route {
        "login_role" => Client::SCHEMAS[0],
        _ => USER,
    };
    rotate(stage, databases, user).await?;
    look(stage, route).await
}

/// The database value for a tenant, where each has its own.
fn database(databases: &[Database], client: Client) -> &Database {
    let own = Client::all().position(|other| other == client);
    own.and_then(|index| databases.get(index))
        .unwrap_or(&databases[0])
}

/// Both tenants in turn, in each of many tasks.
async fn rotate(stage: &Stage, databases: &Arc<Vec<Database>>, user: &str) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let databases = Arc::clone(databases);
        tasks.spawn(async move {
            for round in 0..ROUNDS {
                let client = [Client::Client1, Client::Client2][(task + round) % 2];
                operations::round(database(&databases, client), client).await?;
            }
            Ok::<_, Error>(())
        });
    }
    // One client's transactions run on all of the connections, or this test would show little.
    let witness = stage.connect(user).await?;
    let mut processes = BTreeSet::new();
    while !tasks.is_empty() {
        processes.insert(inspect::process(&witness).await?);
        while let Some(ended) = tasks.try_join_next() {
            ended??;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(processes.len() > 1, "{processes:?}");
    Ok(())
}

async fn look(stage: &Stage, route: &str) -> Result<(), Failure> {
    inspect::check(stage, USER, "\"$user\", public").await?;
    if route == "login_role" {
        for schema in Client::SCHEMAS {
            inspect::check(stage, schema, "\"$user\", common").await?;
        }
    }
    Ok(())
}

macro_rules! tests {
    ($($route:ident)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $route() -> Result<(), Failure> {
            run_under(stringify!($route)).await
        }
    )*};
}

tests! {
    qualified fixed search_path_local set_local_role set_local_role_unqualified login_role
}

/// A request to cancel could strike another client's statement, and ends `PgBouncer` 1.18.
#[tokio::test]
async fn a_statement_that_nobody_waits_for_is_not_cancelled() -> Result<(), Failure> {
    let stage = Stage::with_tables("transaction", SERVER_CONNECTIONS).await?;
    let builder = Database::builder(&stage.url()).max_connections(1);
    let db = builder.transaction_pooler().build()?;
    let lock = "BEGIN; LOCK client1.note";
    stage.direct.batch_execute(lock).await?;
    let waiting = Client1Note::all().count(&db);
    let limit = Duration::from_millis(50);
    assert!(tokio::time::timeout(limit, waiting).await.is_err());
    assert_eq!(Client2Note::all().count(&db).await?, 0);
    stage.direct.batch_execute("COMMIT").await?;
    assert_eq!(Client1Note::all().count(&db).await?, 0);
    let log = stage.bouncer.log();
    assert!(!log.contains("cancel request"), "{log}");
    Ok(())
}

#[test]
fn every_route_has_a_test() {
    let this = include_str!("routes.rs");
    for route in pooler::routes::NAMES {
        assert!(this.contains(&format!(" {route}")), "{route}");
    }
}
