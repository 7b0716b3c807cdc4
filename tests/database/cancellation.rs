//! Futures of every kind, dropped at random points: no connection comes back dirty, no answer
//! reaches the wrong statement, and the pool stays full.

mod operations;

use std::{collections::BTreeSet, pin::pin, sync::Arc, task::Poll, time::Duration};

use futures_util::FutureExt;

use self::operations::{Books, KINDS, LONG_KINDS};
use crate::{
    TestResult,
    model::{Client1, Client1Person, Client2Person, database, plain_client},
};

/// A small generator with a fixed seed, so that a failure can be repeated.
/// xorshift64*: <https://doi.org/10.1145/2845077>.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
}

/// Polls a future at most `polls` times, then drops it.
pub async fn drop_after<F: Future>(future: F, polls: u64) -> Option<F::Output> {
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

/// Drops operations somewhere on their way; returns the kinds of which one came to its end.
async fn operate(books: Arc<Books>, task: u64) -> BTreeSet<u64> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15 + task);
    let mut finished = BTreeSet::new();
    for _ in 0..operations() / TASKS {
        let kind = random.below(KINDS);
        let longest = if LONG_KINDS.contains(&kind) { 16 } else { 9 };
        let operation = books.operation(kind);
        // On a busy machine the longest is not long enough: some are left alone, so that each kind ends.
        let polls = if random.below(8) == 0 {
            u64::MAX
        } else {
            random.below(longest)
        };
        if drop_after(operation, polls).await.is_some() {
            finished.insert(kind);
        }
    }
    finished
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_futures_leave_nothing_behind() -> TestResult {
    let (server, _db) = database().await;
    // Few statements, so that preparing and evicting are always under way.
    let db = crate::model::builder(&server)
        .await
        .max_connections(CONNECTIONS)
        .max_statements(3)
        .build()?;
    let books = Arc::new(Books::open(db.clone()).await?);
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        tasks.spawn(operate(Arc::clone(&books), task));
    }
    let mut finished = BTreeSet::new();
    while let Some(result) = tasks.join_next().await {
        finished.append(&mut result?);
    }
    assert_eq!(finished, (0..KINDS).collect());

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
    drop(sessions);
    let books = Arc::into_inner(books).expect("the tasks have ended");
    books.close(&client).await
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
