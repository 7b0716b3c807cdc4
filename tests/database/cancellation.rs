//! Futures of every kind, dropped at random points: no connection comes back dirty, no answer
//! reaches the wrong statement, and the pool stays full.

use std::{pin::pin, task::Poll, time::Duration};

use futures_util::{FutureExt, TryStreamExt};
use tenant::prelude::*;

use crate::{
    TestResult,
    model::{Client1, Client1Person, Client2, Client2Person, database, person, plain_client},
};

/// A small generator with a fixed seed, so that a failure can be repeated.
/// xorshift64*: <https://doi.org/10.1145/2845077>.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
}

/// Polls a future at most `polls` times, then drops it.
async fn drop_after<F: Future>(future: F, polls: u64) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.poll_unpin(cx).map(Some)
    })
    .await
}

/// One operation of some kind, dropped somewhere on its way. Rows of both tenants carry the
/// tenant's name, so that an answer to another statement would be seen.
async fn operation(db: &Database, kind: u64, polls: u64) {
    match kind {
        0 => check(
            drop_after(Client1Person::find(1).fetch_one(db), polls).await,
            "client1",
        ),
        1 => check(
            drop_after(Client2Person::find(1).fetch_one(db), polls).await,
            "client2",
        ),
        2 => {
            let rows = Client2Person::all()
                .limit(3)
                .fetch(db)
                .try_collect::<Vec<_>>();
            if let Some(rows) = drop_after(rows, polls).await {
                assert!(
                    rows.expect("a stream")
                        .iter()
                        .all(|row| row.name == "client2")
                );
            }
        }
        3 => {
            let insert = Client1Person::insert(person("client1")).fetch_one(db);
            check(drop_after(insert, polls).await, "client1");
        }
        4 => {
            let work = db.transaction(Client2, async |tx| {
                Client2Person::update_all(|row| row.admin.to(true))
                    .execute(tx)
                    .await?;
                tx.transaction(async |tx| Client2Person::delete_all().execute(tx).await)
                    .await?;
                // No such row: the error that rolls back.
                Client2Person::find(-1).fetch_one(tx).await
            });
            if let Some(result) = drop_after(work, polls).await {
                assert_eq!(result.unwrap_err().kind(), ErrorKind::NotFound);
            }
        }
        5 => {
            let session = async {
                let session = db.session(Client1).await?;
                let (a, b) = tokio::join!(
                    Client1Person::all().count(&session),
                    Client1Person::find(1).fetch_one(&session)
                );
                a.and(b)
            };
            check(drop_after(session, polls).await, "client1");
        }
        _ => {
            let hand = async {
                let session = db.session(Client1).await?;
                session
                    .client()
                    .batch_execute("SET search_path = client2")
                    .await?;
                Client1Person::find(1).fetch_one(&session).await
            };
            check(drop_after(hand, polls).await, "client1");
        }
    }
}

#[track_caller]
fn check<T: Tenant>(found: Option<Result<Scoped<T, crate::model::Person>>>, name: &str) {
    if let Some(row) = found {
        assert_eq!(row.expect("the statement").name, name);
    }
}

/// Fewer where nearly each takes a connection of its own.
fn operations() -> u64 {
    if crate::routes::is_dedicated() {
        1_000
    } else {
        10_000
    }
}

const TASKS: u64 = 8;
const CONNECTIONS: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_futures_leave_nothing_behind() -> TestResult {
    let (server, _db) = database().await;
    // Few statements, so that preparing and evicting are always under way.
    let db = crate::model::builder(&server)
        .await
        .max_connections(CONNECTIONS)
        .max_statements(3)
        .build()?;
    Client1Person::insert(person("client1"))
        .execute(&db)
        .await?;
    Client2Person::insert(person("client2"))
        .execute(&db)
        .await?;

    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        let db = db.clone();
        tasks.spawn(async move {
            let mut random = Random(0x9E37_79B9_7F4A_7C15 + task);
            for _ in 0..operations() / TASKS {
                let (kind, polls) = (random.below(7), random.below(9));
                operation(&db, kind, polls).await;
            }
        });
    }
    while let Some(result) = tasks.join_next().await {
        result?;
    }

    // Every connection of the pool is there, and clean.
    let mut sessions = Vec::new();
    let mut backends = Vec::new();
    for _ in 0..CONNECTIONS {
        let session = tokio::time::timeout(Duration::from_secs(10), db.session(Client1)).await??;
        let row = session
            .client()
            .query_one(
                "SELECT current_setting('search_path'), pg_backend_pid(),
                        (SELECT count(*) FROM pg_prepared_statements)",
                &[],
            )
            .await?;
        assert_eq!(row.get::<_, String>(0), crate::routes::path("client1"));
        backends.push(row.get::<_, i32>(1));
        // Those that the pool keeps, and the one that just asked.
        assert!(
            row.get::<_, i64>(2) <= 4,
            "{} statements",
            row.get::<_, i64>(2)
        );
        sessions.push(session);
    }
    assert_eq!(db.connections().0, CONNECTIONS);
    let client = plain_client(&server).await;
    let idle = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY($1) AND state = 'idle'";
    let idle: i64 = client.query_one(idle, &[&backends]).await?.get(0);
    assert_eq!(idle, i64::try_from(CONNECTIONS)?, "no transaction is open");
    assert_eq!(Client2Person::all().count(&client).await?, 1, "rolled back");
    Ok(())
}

#[tokio::test]
async fn a_statement_that_waits_for_one_tenant_does_not_hold_up_another() -> TestResult {
    let (server, db) = database().await;
    let locker = plain_client(&server).await;
    locker
        .batch_execute("BEGIN; LOCK TABLE client1.person IN ACCESS EXCLUSIVE MODE")
        .await?;
    let slow = Client1Person::find(1).fetch_optional(&db);
    let limit = Duration::from_millis(200);
    assert!(tokio::time::timeout(limit, slow).await.is_err());
    // The one idle connection is still waiting for the lock; or was closed, if no other tenant can
    // have it.
    let kept = usize::from(!crate::routes::is_dedicated());
    assert_eq!(db.connections(), (kept, kept));
    let other = Client2Person::find(1).fetch_optional(&db);
    let other = tokio::time::timeout(Duration::from_secs(20), other).await?;
    assert_eq!(other?, None);
    // What nobody waits for any more is cancelled, not only forgotten.
    let waiting = "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..200 {
        let waiting: i64 = locker.query_one(waiting, &[]).await?.get(0);
        if waiting == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the statement still waits for the lock");
}
