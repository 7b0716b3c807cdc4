//! Transactions commit or roll back as a whole, whatever ends them.

use std::panic::AssertUnwindSafe;

use futures_util::{FutureExt, TryStreamExt};
use tenant::prelude::*;
use tokio_postgres::error::SqlState;

use crate::{
    TestResult,
    model::{Client1, Client1Person, NewPerson, database, person, plain_client},
};

async fn count(db: &Database) -> Result<u64> {
    Client1Person::all().count(db).await
}

#[tokio::test]
async fn success_commits() -> TestResult {
    let (_server, db) = database().await;
    let id = db
        .transaction(Client1, async |tx| {
            let ada = Client1Person::insert(person("Ada")).fetch_one(tx).await?;
            let (found, all) = tokio::join!(
                Client1Person::find(ada.id).fetch_one(tx),
                Client1Person::all().count(tx)
            );
            assert_eq!((found?.name.as_str(), all?), ("Ada", 1));
            Ok::<_, Error>(ada.id)
        })
        .await?;
    assert_eq!(id, 1);
    assert_eq!(count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn an_error_rolls_back_and_is_returned() -> TestResult {
    #[derive(Debug)]
    enum Failure {
        Mine,
        Database(#[allow(dead_code)] Error),
    }
    impl From<Error> for Failure {
        fn from(error: Error) -> Self {
            Self::Database(error)
        }
    }

    let (_server, db) = database().await;
    let result = db
        .transaction(Client1, async |tx| {
            Client1Person::insert(person("Ada")).execute(tx).await?;
            Err::<(), _>(Failure::Mine)
        })
        .await;
    assert!(matches!(result, Err(Failure::Mine)), "{result:?}");
    assert_eq!(count(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_panic_rolls_back_and_the_connection_is_used_again() -> TestResult {
    let (_server, db) = database().await;
    let work = db.transaction(Client1, async |tx| {
        Client1Person::insert(person("Ada")).execute(tx).await?;
        panic!("on purpose");
        #[allow(unreachable_code)]
        Ok::<(), Error>(())
    });
    assert!(AssertUnwindSafe(work).catch_unwind().await.is_err());
    assert_eq!(count(&db).await?, 0);
    assert_eq!(db.connections(), (1, 1));
    Ok(())
}

#[tokio::test]
async fn a_transaction_runs_in_a_spawned_task() -> TestResult {
    let (_server, db) = database().await;
    let name = String::from("Ada");
    let task = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction(Client1, async |tx| {
                Client1Person::insert(person(&name)).fetch_one(tx).await
            })
            .await
        }
    });
    assert_eq!(task.await??.name, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_nested_transaction_is_a_savepoint() -> TestResult {
    let (_server, db) = database().await;
    let twin = || NewPerson {
        email: Some("a@b.c".into()),
        ..person("Twin")
    };
    db.transaction(Client1, async |tx| {
        Client1Person::insert(twin()).execute(tx).await?;
        let nested = tx
            .transaction(async |tx| Client1Person::insert(twin()).execute(tx).await)
            .await;
        assert_eq!(nested.unwrap_err().kind(), ErrorKind::UniqueViolation);
        tx.transaction(async |tx| Client1Person::insert(person("Kept")).execute(tx).await)
            .await?;
        assert_eq!(Client1Person::all().count(tx).await?, 2);
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(count(&db).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_swallowed_error_is_not_taken_for_a_commit() -> TestResult {
    let (_server, db) = database().await;
    let result = db
        .transaction(Client1, async |tx| {
            Client1Person::insert(person("Ada")).execute(tx).await?;
            let broken = NewPerson {
                country: Some("XX".into()),
                ..person("Eve")
            };
            let _ = Client1Person::insert(broken).execute(tx).await;
            Ok::<_, Error>(())
        })
        .await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TransactionAborted);
    assert_eq!(count(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_is_dropped_half_way_rolls_back() -> TestResult {
    let (_server, db) = database().await;
    let mut session = db.session(Client1).await?;
    {
        let work = session.transaction(async |tx| {
            Client1Person::insert(person("Ada")).execute(tx).await?;
            std::future::pending::<()>().await;
            Ok::<_, Error>(())
        });
        let limit = std::time::Duration::from_millis(200);
        assert!(tokio::time::timeout(limit, work).await.is_err());
    }
    assert_eq!(Client1Person::all().count(&session).await?, 0);
    Ok(())
}

/// Polls a future once, so that its statement is sent, and drops it. It must be new to the
/// connection: one that comes again is prepared first.
async fn send_and_drop<F: Future>(future: F) {
    let mut future = std::pin::pin!(future);
    let polled =
        std::future::poll_fn(|cx| std::task::Poll::Ready(future.as_mut().poll(cx).is_ready()));
    assert!(!polled.await, "the answer takes a round trip");
}

fn broken() -> NewPerson {
    NewPerson {
        country: Some("XX".into()),
        ..person("Eve")
    }
}

#[tokio::test]
async fn an_error_that_nobody_read_is_not_taken_for_a_commit() -> TestResult {
    let (_server, db) = database().await;
    let result = db
        .transaction(Client1, async |tx| {
            Client1Person::insert(person("Ada")).fetch_one(tx).await?;
            send_and_drop(Client1Person::insert(broken()).execute(tx)).await;
            Ok::<_, Error>(())
        })
        .await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TransactionAborted);
    assert_eq!(count(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn an_unread_error_in_a_savepoint_ends_only_that() -> TestResult {
    let (_server, db) = database().await;
    db.transaction(Client1, async |tx| {
        Client1Person::insert(person("Ada")).fetch_one(tx).await?;
        let nested = tx.transaction(async |tx| {
            send_and_drop(Client1Person::insert(broken()).execute(tx)).await;
            Ok::<_, Error>(())
        });
        let error = nested.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionAborted);
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_statement_that_nobody_waited_for_is_committed_if_it_succeeds() -> TestResult {
    let (_server, db) = database().await;
    db.transaction(Client1, async |tx| {
        send_and_drop(Client1Person::insert(person("Ada")).execute(tx)).await;
        Ok::<_, Error>(())
    })
    .await?;
    assert_eq!(count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_stream_that_is_left_before_its_error_is_not_taken_for_a_commit() -> TestResult {
    let (_server, db) = database().await;
    let people = (0..5_000).map(|number| person(&number.to_string()));
    Client1Person::insert_many(people).execute(&db).await?;
    let result = db
        .transaction(Client1, async |tx| {
            Client1Person::insert(person("Ada")).execute(tx).await?;
            // The second row violates the unique address.
            let mut rows = Client1Person::filter(|row| row.name.ne("Ada"))
                .set(|row| row.email.to("same@example.org"))
                .fetch(tx);
            send_and_drop(rows.try_next()).await;
            drop(rows);
            Ok::<_, Error>(())
        })
        .await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TransactionAborted);
    assert_eq!(count(&db).await?, 5_000);
    Ok(())
}

#[tokio::test]
async fn a_transaction_has_the_isolation_that_was_asked_for() -> TestResult {
    let (server, db) = database().await;
    let client = plain_client(&server).await;
    client
        .batch_execute(
            "CREATE FUNCTION client1.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                NEW.name := concat_ws(', ', current_setting('transaction_isolation'),
                    current_setting('transaction_deferrable'));
                RETURN NEW;
             END $$;
             CREATE TRIGGER tell BEFORE INSERT ON client1.person
             FOR EACH ROW EXECUTE FUNCTION client1.tell()",
        )
        .await?;
    let build = || db.build_transaction(Client1);
    for (builder, told) in [
        (build(), "read committed, off"),
        (build().read_committed(), "read committed, off"),
        (build().repeatable_read(), "repeatable read, off"),
        (build().serializable(), "serializable, off"),
        (build().serializable().deferrable(), "serializable, on"),
    ] {
        let work = async |tx: &mut Transaction<'_, Client1>| {
            Client1Person::insert(person("Ada")).fetch_one(tx).await
        };
        assert_eq!(builder.run(work).await?.name, told);
    }
    Ok(())
}

#[tokio::test]
async fn a_read_only_transaction_refuses_to_write() -> TestResult {
    let (_server, db) = database().await;
    let mut session = db.session(Client1).await?;
    let write = async |tx: &mut Transaction<'_, Client1>| {
        assert_eq!(Client1Person::all().count(tx).await?, 0);
        Client1Person::insert(person("Ada")).execute(tx).await
    };
    let error = session.build_transaction().read_only().run(write).await;
    let error = error.unwrap_err();
    assert_eq!(error.code().map(SqlState::code), Some("25006"));
    // It was so for that transaction only.
    assert_eq!(session.transaction(write).await?, 1);
    Ok(())
}

/// Waits until the server has a connection that waits for something by this name.
async fn wait_for_event(client: &tokio_postgres::Client, event: &str) -> TestResult {
    let waiting = "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event = $1";
    for _ in 0..400 {
        let waiting: i64 = client.query_one(waiting, &[&event]).await?.get(0);
        if waiting > 0 {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    Err(format!("nothing waits for `{event}`").into())
}

#[tokio::test]
async fn a_deferrable_transaction_waits_until_it_is_safe() -> TestResult {
    let (server, db) = database().await;
    let client = plain_client(&server).await;
    db.build_transaction(Client1)
        .serializable()
        .run(async |tx| {
            Client1Person::insert(person("Ada")).execute(tx).await?;
            let report = tokio::spawn({
                let db = db.clone();
                async move {
                    let report = db.build_transaction(Client1).serializable().read_only();
                    let count = async |tx: &mut Transaction<'_, Client1>| {
                        Client1Person::all().count(tx).await
                    };
                    report.deferrable().run(count).await
                }
            });
            wait_for_event(&client, "SafeSnapshot").await?;
            TestResult::Ok(report)
        })
        .await?
        .await??;
    Ok(())
}

#[tokio::test]
async fn savepoints_within_savepoints_end_each_by_itself() -> TestResult {
    let (_server, db) = database().await;
    let insert = async |tx: &mut Transaction<'_, Client1>, name: &str| {
        Client1Person::insert(person(name)).execute(tx).await
    };
    db.transaction(Client1, async |tx| {
        for round in ["first", "second"] {
            let kept = tx.transaction(async |tx| {
                insert(tx, round).await?;
                let undone = tx.transaction(async |tx| {
                    insert(tx, "undone").await?;
                    tx.transaction(async |tx| insert(tx, "undone with it").await)
                        .await?;
                    Client1Person::find(-1).fetch_one(tx).await
                });
                assert_eq!(undone.await.unwrap_err().kind(), ErrorKind::NotFound);
                tx.transaction(async |tx| insert(tx, "kept").await).await
            });
            assert_eq!(kept.await?, 1);
            // One that is dropped half-way.
            let inserted = tokio::sync::Notify::new();
            let dropped = tx.transaction(async |tx| {
                insert(tx, "dropped").await?;
                inserted.notify_one();
                std::future::pending::<Result<()>>().await
            });
            tokio::select! {
                never = dropped => never?,
                () = inserted.notified() => {}
            }
        }
        Ok::<_, Error>(())
    })
    .await?;
    let rows = Client1Person::all().order_by(|row| row.id.asc());
    let names: Vec<String> = rows.select(|row| row.name).fetch_all(&db).await?;
    assert_eq!(names, ["first", "kept", "second", "kept"]);
    Ok(())
}
