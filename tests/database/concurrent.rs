//! Many tasks on one pool under routes that set each transaction, where what one sends must not
//! come between what belongs together of another.

use std::{collections::BTreeSet, time::Duration};

use futures_util::TryStreamExt;
use tenant::{embedded::TestDatabase, expr::Expr, prelude::*};

use crate::{
    TestResult,
    cancellation::{Random, drop_after},
    model::{
        Cents, Client, Client1, Client1Person, Client2, Client2Person, Person, PersonColumns,
        person,
    },
    routes::{database_by, route},
};

/// How many conditions [`condition`] can word.
const CONDITIONS: u32 = 400;

const TASKS: u32 = 8;

/// A condition that holds for the first row, worded differently for each number.
fn condition(row: &PersonColumns<Client>, number: u32) -> Expr<Client, bool> {
    let parts = [
        row.id.gt(0),
        row.id.ge(0),
        row.id.lt(10),
        row.id.le(10),
        row.id.ne(0),
        row.balance.eq(Cents(0)),
        row.balance.ne(Cents(1)),
        row.email.is_null(),
        row.country.is_null(),
    ];
    let chosen = parts.into_iter().enumerate();
    chosen
        .filter(|(bit, _)| number >> bit & 1 == 1)
        .fold(row.name.ne(""), |all, (_, part)| all.and(part))
}

/// Runs every condition twice, so that it is prepared, and soon closed by those that follow.
async fn run_all_conditions(db: Database, task: u32) -> Result<()> {
    let client = [Client::Client1, Client::Client2][usize::from(task % 2 == 1)];
    for step in 0..CONDITIONS {
        let number = (step + task * CONDITIONS / TASKS) % CONDITIONS;
        for _ in 0..2 {
            let select = Person::of(client).filter(|row| condition(&row, number));
            let rows = select.fetch_all(&db).await?;
            assert_eq!(rows.len(), 1);
            assert_eq!(rows[0].name, client.schema());
        }
    }
    Ok(())
}

/// One row for each of two tenants, with the tenant's name.
async fn insert_names(db: &Database) -> Result<()> {
    Client1Person::insert(person("client1")).execute(db).await?;
    Client2Person::insert(person("client2")).execute(db).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_statements_while_others_are_sent_holds_nobody_up() -> TestResult {
    let (server, db) = database_by("set_local_role").await;
    insert_names(&db).await?;
    let db = Database::builder(server.url())
        .max_connections(4)
        .max_statements(64)
        .route(route("set_local_role"))
        .build()?;
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(run_all_conditions(db.clone(), task));
    }
    let all = async {
        while let Some(result) = tasks.join_next().await {
            result??;
        }
        TestResult::Ok(())
    };
    tokio::time::timeout(Duration::from_mins(2), all).await?
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_stream_comes_to_its_end_every_time() -> TestResult {
    const ROWS: usize = 3_000;

    let (_server, db) = database_by("search_path_local").await;
    let people = (0..ROWS).map(|_| person("client1"));
    for chunk in people.collect::<Vec<_>>().chunks(1_000) {
        Client1Person::insert_many(chunk.to_vec())
            .execute(&db)
            .await?;
    }
    for _ in 0..50 {
        let mut rows = Client1Person::all().fetch(&db);
        let mut ids = BTreeSet::new();
        while let Some(row) = rows.try_next().await? {
            assert_eq!(row.name, "client1");
            assert!(ids.insert(row.id));
        }
        assert_eq!(ids.len(), ROWS);
    }
    assert_eq!(db.connections(), (1, 1), "no connection was given up");
    Ok(())
}

/// Starts statements of both tenants, and drops them on their way.
async fn drop_statements(db: Database, seed: u64) {
    let mut random = Random(seed);
    for _ in 0..40 {
        let polls = random.below(5);
        match random.below(3) {
            0 => drop(drop_after(Client1Person::find(1).fetch_one(&db), polls).await),
            1 => drop(drop_after(Client2Person::find(1).fetch_one(&db), polls).await),
            _ => drop(drop_after(Client2Person::all().fetch_all(&db), polls).await),
        }
    }
}

async fn joined_uses(db: &Database) -> Result<()> {
    let (one, two) = (db.session(Client1).await?, db.session(Client2).await?);
    // Unprepared, prepared, from the cache.
    for _ in 0..3 {
        let (all, first, others, other) = tokio::try_join!(
            Client1Person::all().fetch_all(&one),
            Client1Person::find(1).fetch_one(&one),
            Client2Person::all().fetch_all(&two),
            Client2Person::find(1).fetch_one(&two)
        )?;
        assert_eq!((all.len(), others.len()), (1, 1));
        assert_eq!((&*all[0].name, &*first.name), ("client1", "client1"));
        assert_eq!((&*others[0].name, &*other.name), ("client2", "client2"));
    }
    Ok(())
}

/// Each time with new connections, on which nothing is prepared.
async fn join_beside_drops(server: &TestDatabase, seed: u64) -> TestResult {
    let db = Database::builder(server.url())
        .max_connections(3)
        .route(route("search_path_local"))
        .build()?;
    let dropping = tokio::spawn(drop_statements(db.clone(), seed));
    for _ in 0..5 {
        joined_uses(&db).await?;
    }
    dropping.await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn joined_statements_keep_to_their_tenant_while_others_are_dropped() -> TestResult {
    let (server, db) = database_by("search_path_local").await;
    insert_names(&db).await?;
    for seed in 1..21 {
        join_beside_drops(&server, seed).await?;
    }
    Ok(())
}
