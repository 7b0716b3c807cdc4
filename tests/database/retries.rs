//! Transactions that lose to a concurrent one, as the server really has it: a serialization failure at a
//! statement and at the commit, a deadlock; and what is run again, and what is not.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use tenant::prelude::*;
use tokio::sync::Barrier;

use crate::{
    TestResult,
    model::{Cents, Client1, Client1Person, NewPerson, database, person},
};

/// Counts attempts: what is run again has nothing to change of its own.
#[derive(Default)]
struct Counter(AtomicU32);

impl Counter {
    fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Changes a row behind the back of a transaction that has seen it.
async fn meddle(db: &Database, id: i64) -> Result<()> {
    let meddled = Client1Person::find(id).set(|row| row.name.to("meddled"));
    meddled.execute(db).await?;
    Ok(())
}

/// Looks at a row, and changes it; in between, `db` does the same if it is to.
async fn lose(
    db: &Database,
    tx: &Transaction<'_, Client1>,
    id: i64,
    meddles: bool,
) -> Result<String> {
    let seen = Client1Person::find(id).fetch_one(tx).await?;
    if meddles {
        meddle(db, id).await?;
    }
    let balance = Client1Person::find(id).set(|row| row.balance.to(Cents(7)));
    balance.execute(tx).await?;
    Ok(seen.name.clone())
}

fn code(error: &Error) -> Option<&str> {
    error.code().map(tokio_postgres::error::SqlState::code)
}

#[tokio::test]
async fn a_statement_that_loses_is_run_again_with_all_before_it() -> TestResult {
    let (_server, db) = database().await;
    let id = Client1Person::insert(person("Ada"))
        .fetch_one(&db)
        .await?
        .id;
    let attempts = Counter::default();
    let seen = db
        .build_transaction(Client1)
        .repeatable_read()
        .retry(5)
        .run(async |tx| {
            attempts.count();
            Client1Person::insert(person("Bob")).execute(tx).await?;
            lose(&db, tx, id, attempts.get() < 3).await
        })
        .await?;
    assert_eq!((attempts.get(), seen.as_str()), (3, "meddled"));
    assert_eq!(
        Client1Person::all().count(&db).await?,
        2,
        "only the last Bob"
    );
    let balance = Client1Person::find(id).fetch_one(&db).await?.balance;
    assert_eq!(balance, Cents(7));
    Ok(())
}

/// Counts, and inserts: of two that do it at once, no order explains what both saw.
async fn count_and_insert(tx: &Transaction<'_, Client1>) -> Result<u64> {
    let count = Client1Person::all().count(tx).await?;
    Client1Person::insert(person("Ada")).execute(tx).await?;
    Ok(count)
}

#[tokio::test]
async fn a_commit_that_loses_is_run_again() -> TestResult {
    let (_server, db) = database().await;
    let mut session = db.session(Client1).await?;
    let attempts = Counter::default();
    let count = session
        .build_transaction()
        .serializable()
        .retry(3)
        .run(async |tx| {
            attempts.count();
            let count = count_and_insert(tx).await?;
            if attempts.get() == 1 {
                let other = db.build_transaction(Client1).serializable();
                other.run(async |tx| count_and_insert(tx).await).await?;
            }
            Ok::<_, Error>(count)
        })
        .await?;
    assert_eq!((attempts.get(), count), (2, 1), "as if after the other");
    assert_eq!(Client1Person::all().count(&session).await?, 2);
    Ok(())
}

#[tokio::test]
async fn without_retry_a_commit_that_loses_is_an_error() -> TestResult {
    let (_server, db) = database().await;
    let lost = db
        .build_transaction(Client1)
        .serializable()
        .run(async |tx| {
            let count = count_and_insert(tx).await?;
            let other = db.build_transaction(Client1).serializable();
            other.run(async |tx| count_and_insert(tx).await).await?;
            Ok::<_, Error>(count)
        })
        .await;
    let error = lost.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Serialization);
    assert_eq!((code(&error), error.attempts()), (Some("40001"), None));
    assert_eq!(Client1Person::all().count(&db).await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_run_again() -> TestResult {
    let (_server, db) = database().await;
    let one = Client1Person::insert(person("one"))
        .fetch_one(&db)
        .await?
        .id;
    let two = Client1Person::insert(person("two"))
        .fetch_one(&db)
        .await?
        .id;
    let (meeting, attempts) = (Arc::new(Barrier::new(2)), Arc::<Counter>::default());
    let mut tasks = tokio::task::JoinSet::new();
    for (first, second) in [(one, two), (two, one)] {
        let (db, meeting, attempts) = (db.clone(), Arc::clone(&meeting), Arc::clone(&attempts));
        tasks.spawn(async move {
            let is_first = &AtomicBool::new(true);
            db.build_transaction(Client1)
                .retry(5)
                .run(async |tx| {
                    attempts.count();
                    let admin = |id| Client1Person::find(id).set(|row| row.admin.to(true));
                    admin(first).execute(tx).await?;
                    if is_first.swap(false, Ordering::Relaxed) {
                        meeting.wait().await; // each has the row that the other wants
                    }
                    admin(second).execute(tx).await
                })
                .await
        });
    }
    while let Some(result) = tasks.join_next().await {
        assert_eq!(result??, 1);
    }
    assert!(attempts.get() >= 3);
    Ok(())
}

#[tokio::test]
async fn after_the_last_attempt_the_error_says_how_many_there_were() -> TestResult {
    let (_server, db) = database().await;
    let id = Client1Person::insert(person("Ada"))
        .fetch_one(&db)
        .await?
        .id;
    for (limit, expected) in [(3, 3), (1, 1), (0, 1)] {
        let attempts = Counter::default();
        let lost = db
            .build_transaction(Client1)
            .repeatable_read()
            .retry(limit)
            .run(async |tx| {
                attempts.count();
                lose(&db, tx, id, true).await
            })
            .await;
        let error = lost.unwrap_err();
        assert_eq!(attempts.get(), expected);
        assert_eq!(
            (code(&error), error.attempts()),
            (Some("40001"), Some(expected))
        );
        let end = format!("(SQLSTATE 40001), in attempt {expected} of {expected}");
        assert!(error.to_string().ends_with(&end), "{error}");
    }
    assert_eq!(db.connections().0, db.connections().1);
    Ok(())
}

#[tokio::test]
async fn the_works_own_error_may_be_of_any_type() -> TestResult {
    #[derive(Debug, PartialEq)]
    struct Opaque;
    impl From<Error> for Opaque {
        fn from(_: Error) -> Self {
            Self
        }
    }

    let (_server, db) = database().await;
    let id = Client1Person::insert(person("Ada"))
        .fetch_one(&db)
        .await?
        .id;
    let attempts = Counter::default();
    let work = db.build_transaction(Client1).repeatable_read().retry(2);
    let lost = work.run(async |tx| {
        attempts.count();
        lose(&db, tx, id, true).await.map_err(|_| Opaque)
    });
    assert_eq!(lost.await, Err(Opaque));
    assert_eq!(attempts.get(), 2);

    let work = db.build_transaction(Client1).repeatable_read().retry(2);
    let attempts = Counter::default();
    work.run(async |tx| {
        attempts.count();
        lose(&db, tx, id, attempts.get() == 1).await?;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    })
    .await?;
    assert_eq!(attempts.get(), 2);
    Ok(())
}

#[tokio::test]
async fn one_that_swallowed_the_failure_or_had_it_in_a_savepoint_is_run_again() -> TestResult {
    let (_server, db) = database().await;
    let id = Client1Person::insert(person("Ada"))
        .fetch_one(&db)
        .await?
        .id;
    let attempts = Counter::default();
    let swallows = db.build_transaction(Client1).repeatable_read().retry(2);
    let lost = swallows.run(async |tx| {
        attempts.count();
        let _ = lose(&db, tx, id, true).await;
        Ok::<_, Error>(())
    });
    let error = lost.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!((attempts.get(), error.attempts()), (2, Some(2)));

    let attempts = Counter::default();
    let nests = db.build_transaction(Client1).repeatable_read().retry(3);
    nests
        .run(async |tx| {
            attempts.count();
            Client1Person::find(id).fetch_one(tx).await?;
            tx.transaction(async |tx| lose(&db, tx, id, attempts.get() < 3).await)
                .await
        })
        .await?;
    assert_eq!(attempts.get(), 3);
    Ok(())
}

#[tokio::test]
async fn any_other_error_is_returned_at_once() -> TestResult {
    let (_server, db) = database().await;
    let twin = || NewPerson {
        email: Some("a@b.c".into()),
        ..person("Twin")
    };
    let attempts = Counter::default();
    let failed = db.build_transaction(Client1).retry(5).run(async |tx| {
        attempts.count();
        Client1Person::insert(twin()).execute(tx).await?;
        Client1Person::insert(twin()).execute(tx).await
    });
    let error = failed.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!((attempts.get(), error.attempts()), (1, None));
    Ok(())
}
