//! How a transaction is opened: `BEGIN` goes out with the first statement, and what becomes of both
//! when it is refused, or when nobody waits for them.

use std::{future::poll_fn, pin::pin, task::Poll};

use futures_util::FutureExt;
use tenant::{embedded::TestDatabase, prelude::*};
use tokio_postgres::SimpleQueryMessage;

use crate::{
    TestResult,
    cancellation::drop_after,
    model::{
        Client1, Client1Person, NewPerson, Person, create_tables, database, database_behind_socket,
        person, plain_client,
    },
    proxy::Proxy,
    routes::{create_roles, route},
};

/// A database whose `BEGIN`s can be spoiled on their way.
async fn behind_proxy(name: &str) -> TestResult<(TestDatabase, Proxy, Database)> {
    let (server, socket) = database_behind_socket().await;
    create_tables(&server).await;
    create_roles(&server).await;
    let proxy = Proxy::start(socket).await?;
    let db = Database::builder(&proxy.url(server.name()))
        .max_connections(1)
        .route(route(name))
        .build()?;
    Ok((server, proxy, db))
}

fn code(error: &Error) -> Option<&str> {
    error.code().map(tokio_postgres::error::SqlState::code)
}

#[tokio::test]
async fn a_refused_begin_is_the_error_of_every_statement_and_stops_them() -> TestResult {
    // Statements that name their schema run by themselves; others find no table.
    for (name, strays) in [
        ("qualified", 1),
        ("set_local_role", 1),
        ("search_path_local", 0),
        ("set_local_role_unqualified", 0),
    ] {
        let (server, proxy, db) = behind_proxy(name).await?;
        drop(db.session(Client1).await?);
        proxy.spoil_begins(true);
        let mut errors = Vec::new();
        let ended = db
            .transaction(Client1, async |tx| {
                for _ in 0..3 {
                    let insert = Client1Person::insert(person("Ada")).execute(tx);
                    errors.push(insert.await.unwrap_err());
                }
                let nested = tx.transaction(async |_| Ok::<_, Error>(())).await;
                errors.push(nested.unwrap_err());
                Ok::<_, Error>(())
            })
            .await;
        errors.push(ended.unwrap_err());
        for error in &errors {
            assert_eq!(code(error), Some("42601"), "{name}");
            assert!(
                error.to_string().contains("may have run by itself"),
                "{error}"
            );
        }
        proxy.spoil_begins(false);
        let client = plain_client(&server).await;
        assert_eq!(Client1Person::all().count(&client).await?, strays, "{name}");

        let insert = async |tx: &mut Transaction<'_, Client1>| {
            Client1Person::insert(person("Ada")).execute(tx).await
        };
        db.transaction(Client1, insert).await?;
        let count = Client1Person::all().count(&client).await?;
        assert_eq!(count, strays + 1, "{name}");
        assert_eq!(db.connections(), (1, 1), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_copied_where_the_begin_was_refused() -> TestResult {
    let (server, proxy, db) = behind_proxy("qualified").await?;
    drop(db.session(Client1).await?);
    proxy.spoil_begins(true);
    let ended = db
        .transaction(Client1, async |tx| {
            let mut copy = Client1Person::copy_in(tx);
            copy.send(person("Ada")).await?;
            copy.finish().await
        })
        .await;
    assert_eq!(code(&ended.unwrap_err()), Some("42601"));
    proxy.spoil_begins(false);
    let client = plain_client(&server).await;
    assert_eq!(Client1Person::all().count(&client).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_refused_begin_without_a_statement_is_the_error_of_the_commit() -> TestResult {
    let (_server, proxy, db) = behind_proxy("qualified").await?;
    drop(db.session(Client1).await?);
    proxy.spoil_begins(true);
    let nothing = async |_: &mut Transaction<'_, Client1>| Ok::<_, Error>(());
    let error = db.transaction(Client1, nothing).await.unwrap_err();
    assert_eq!(code(&error), Some("42601"));
    // The work's own error says more.
    let work = async |_: &mut Transaction<'_, Client1>| Err::<(), _>(TestError);
    assert!(db.transaction(Client1, work).await.is_err());
    proxy.spoil_begins(false);
    db.transaction(Client1, nothing).await?;
    Ok(())
}

#[tokio::test]
async fn what_the_route_cannot_set_is_the_error_of_the_first_statement() -> TestResult {
    for name in ["search_path_local", "set_local_role"] {
        let (_server, _proxy, db) = behind_proxy(name).await?;
        let missing = Schema::new("missing")?;
        let find = async |tx: &mut Transaction<'_, Schema>| {
            Person::of(missing).find(1).fetch_optional(tx).await
        };
        for _ in 0..3 {
            let error = db.transaction(missing, find).await.unwrap_err();
            assert!(["3F000", "22023"].contains(&code(&error).unwrap_or_default()));
            let swallow = async |tx: &mut Transaction<'_, Schema>| {
                let _ = find(tx).await;
                Ok::<_, Error>(())
            };
            let error = db.transaction(missing, swallow).await.unwrap_err();
            assert!(["3F000", "22023"].contains(&code(&error).unwrap_or_default()));
        }
        assert_eq!(db.connections(), (1, 1), "{name}");
    }
    Ok(())
}

struct TestError;

impl From<Error> for TestError {
    fn from(error: Error) -> Self {
        panic!("the work's own error comes first, not {error}");
    }
}

/// Two rows, the second within a savepoint.
async fn insert_two(db: &Database) -> Result<()> {
    db.transaction(Client1, async |tx| {
        Client1Person::insert(person("Ada")).fetch_one(tx).await?;
        tx.transaction(async |tx| Client1Person::insert(person("Bob")).execute(tx).await)
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_transaction_that_is_dropped_anywhere_is_whole_or_nothing() -> TestResult {
    let (_server, db) = database().await;
    let mut rows = 0;
    for polls in 0.. {
        let is_finished = drop_after(insert_two(&db), polls).await.is_some();
        let count = Client1Person::all().count(&db).await?;
        // Where its COMMIT was sent, nobody knows.
        let committed = count - rows;
        assert!(
            committed == 0 || committed == 2,
            "{committed} after {polls} polls"
        );
        assert!(committed == 2 || !is_finished);
        rows = count;
        if is_finished {
            break;
        }
        // Nothing of it is open.
        let session = db.session(Client1).await?;
        let script = "SELECT now() = statement_timestamp()";
        let answer = session.client().simple_query(script).await?;
        let is_new = answer.iter().any(
            |message| matches!(message, SimpleQueryMessage::Row(row) if row.get(0) == Some("t")),
        );
        assert!(is_new, "after {polls} polls");
    }
    assert!(rows >= 2);
    Ok(())
}

#[tokio::test]
async fn a_first_statement_that_is_dropped_or_waits_holds_up_no_other() -> TestResult {
    let (_server, db) = database().await;
    db.transaction(Client1, async |tx| {
        let mut early = pin!(Client1Person::insert(person("Ada")).execute(tx));
        let polled = poll_fn(|cx| Poll::Ready(early.as_mut().poll(cx).is_ready()));
        assert!(!polled.await, "the answer takes a round trip");
        // Nobody polls the first any more, which has asked for the answer to the BEGIN.
        assert_eq!(Client1Person::all().count(tx).await?, 1);
        assert_eq!(early.await?, 1);
        Ok::<_, Error>(())
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_first_statement_whose_error_nobody_read_is_not_taken_for_a_commit() -> TestResult {
    let (_server, db) = database().await;
    let dropped = db
        .transaction(Client1, async |tx| {
            let broken = NewPerson {
                country: Some("XX".into()),
                ..person("Eve")
            };
            let insert = Client1Person::insert(broken).execute(tx);
            assert!(insert.now_or_never().is_none());
            Ok::<_, Error>(())
        })
        .await;
    let error = dropped.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionAborted);
    assert_eq!(Client1Person::all().count(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn joined_first_statements_all_run_in_the_transaction() -> TestResult {
    let (_server, db) = database().await;
    let ended = db
        .transaction(Client1, async |tx| {
            let insert = |name| Client1Person::insert(person(name)).execute(tx);
            let inserted = tokio::try_join!(insert("Ada"), insert("Bob"), insert("Eve"))?;
            assert_eq!(inserted, (1, 1, 1));
            assert_eq!(Client1Person::all().count(tx).await?, 3);
            Client1Person::find(-1).fetch_one(tx).await
        })
        .await;
    assert_eq!(ended.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(Client1Person::all().count(&db).await?, 0);
    Ok(())
}
