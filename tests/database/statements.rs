//! Statements are prepared from their second use on, bounded in number, and renewed when the
//! server refuses them.

use tenant::prelude::*;
use tokio_postgres::error::SqlState;

use crate::{
    TestResult,
    executors::backend,
    model::{
        Client1, Client1Person, Client2, Client2Person, Person, database, person, plain_client,
    },
};

/// The texts that a session's backend has prepared.
pub async fn prepared<T: Tenant>(
    session: &Session<T>,
) -> Result<Vec<String>, tokio_postgres::Error> {
    let texts = "SELECT statement FROM pg_prepared_statements ORDER BY prepare_time";
    let types: [(&(dyn tokio_postgres::types::ToSql + Sync), _); 0] = [];
    let rows = session.client().query_typed(texts, &types).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

#[tokio::test]
async fn the_second_use_prepares() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client1).await?;
    Client1Person::find(1).fetch_optional(&session).await?;
    assert!(prepared(&session).await?.is_empty());
    for id in 2..5 {
        Client1Person::find(id).fetch_optional(&session).await?;
    }
    let texts = prepared(&session).await?;
    assert_eq!(texts.len(), 1);
    assert!(
        texts[0].contains(r#"FROM "client1"."person" WHERE "id" = $1"#),
        "{}",
        texts[0]
    );
    Ok(())
}

#[tokio::test]
async fn equal_shapes_of_a_builder_share_a_statement() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client1).await?;
    for list in [vec!["a"], vec!["b", "c"], vec![]] {
        for limit in 1..3 {
            Client1Person::filter(|person| person.name.in_list(list.clone()).or(person.admin))
                .limit(limit)
                .fetch_all(&session)
                .await?;
        }
    }
    assert_eq!(prepared(&session).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_bound_holds_and_evicted_statements_are_closed() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(1)
        .max_statements(3)
        .build()?;
    for _ in 0..3 {
        for tenant in [0, 1] {
            for limited in [false, true] {
                for _ in 0..2 {
                    let session = db.session(Client1).await?;
                    if tenant == 0 {
                        Client1Person::find(1).fetch_optional(&session).await?;
                    } else if limited {
                        Client1Person::all().limit(1).fetch_all(&session).await?;
                    } else {
                        Client1Person::all().fetch_all(&session).await?;
                    }
                    drop(session);
                    Client2Person::find(1).fetch_optional(&db).await?;
                }
            }
        }
    }
    let session = db.session(Client2).await?;
    let texts = prepared(&session).await?;
    assert!((1..=3).contains(&texts.len()), "{texts:?}");
    Ok(())
}

#[tokio::test]
async fn without_a_cache_nothing_is_prepared() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url()).max_statements(0).build()?;
    let session = db.session(Client1).await?;
    for _ in 0..3 {
        Client1Person::insert(person("Ada"))
            .fetch_one(&session)
            .await?;
    }
    assert!(prepared(&session).await?.is_empty());
    Ok(())
}

async fn warm(session: &Session<Client1>) -> Result<()> {
    for _ in 0..3 {
        Client1Person::all().fetch_all(session).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_plan_that_a_migration_broke_is_renewed() -> TestResult {
    let (server, db) = database().await;
    let session = db.session(Client1).await?;
    warm(&session).await?;
    let client = plain_client(&server).await;
    // The result type changes: the server answers 0A000 to the prepared statement.
    client
        .batch_execute("ALTER TABLE client1.person ALTER COLUMN name TYPE varchar(200)")
        .await?;
    assert!(Client1Person::all().fetch_all(&session).await?.is_empty());
    warm(&session).await?;
    assert_eq!(prepared(&session).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn in_a_transaction_the_caller_starts_over() -> TestResult {
    let (server, db) = database().await;
    let mut session = db.session(Client1).await?;
    warm(&session).await?;
    let client = plain_client(&server).await;
    client
        .batch_execute("ALTER TABLE client1.person ALTER COLUMN name TYPE varchar(200)")
        .await?;
    let read = async |tx: &mut Transaction<'_, Client1>| Client1Person::all().fetch_all(tx).await;
    let error = session.transaction(read).await.unwrap_err();
    assert_eq!(error.code().map(SqlState::code), Some("0A000"));
    assert!(session.transaction(read).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_statement_that_someone_deallocated_is_renewed() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client1).await?;
    warm(&session).await?;
    session.client().batch_execute("DEALLOCATE ALL").await?;
    assert!(Client1Person::all().fetch_all(&session).await?.is_empty());
    Ok(())
}

/// Has changes of people prepared, of which only the number is wanted.
async fn warm_changes(session: &Session<Client1>) -> Result<()> {
    for _ in 0..3 {
        rename(session).await?;
    }
    Ok(())
}

async fn rename(session: &Session<Client1>) -> Result<u64> {
    let people = Client1Person::update_all(|person| person.name.to("Ada"));
    people.execute(session).await
}

#[tokio::test]
async fn a_change_that_someone_deallocated_is_renewed() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client1).await?;
    let people = [person("Ada"), person("Bob")];
    Client1Person::insert_many(people).execute(&session).await?;
    warm_changes(&session).await?;
    session.client().batch_execute("DEALLOCATE ALL").await?;
    assert_eq!(rename(&session).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_change_whose_trigger_says_that_a_statement_is_unknown_is_not_run_again() -> TestResult {
    let (server, db) = database().await;
    let session = db.session(Client1).await?;
    Client1Person::insert(person("Ada"))
        .execute(&session)
        .await?;
    warm_changes(&session).await?;
    let client = plain_client(&server).await;
    client
        .batch_execute(
            "CREATE SEQUENCE client1.runs;
             CREATE FUNCTION client1.refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
             BEGIN
                 PERFORM nextval('client1.runs');
                 RAISE EXCEPTION 'no' USING ERRCODE = '26000';
             END $$;
             CREATE TRIGGER refuse BEFORE UPDATE ON client1.person
             FOR EACH ROW EXECUTE FUNCTION client1.refuse()",
        )
        .await?;
    let error = rename(&session).await.unwrap_err();
    assert_eq!(error.code().map(SqlState::code), Some("26000"));
    // What a sequence gave is not taken back with the statement.
    let runs = client.query_one("SELECT last_value FROM client1.runs", &[]);
    assert_eq!(runs.await?.get::<_, i64>(0), 1);
    Ok(())
}

#[tokio::test]
async fn the_next_user_of_a_connection_whose_statements_were_deallocated_can_work() -> TestResult {
    let (server, _db) = database().await;
    for script in ["DEALLOCATE ALL", "DISCARD ALL"] {
        let builder = crate::model::builder(&server).await;
        let db = builder.max_connections(1).build()?;
        let session = db.session(Client1).await?;
        warm(&session).await?;
        let first = backend(&session).await?;
        session.client().batch_execute(script).await?;
        drop(session);
        for _ in 0..3 {
            let read =
                async |tx: &mut Transaction<'_, Client1>| Client1Person::all().fetch_all(tx).await;
            assert!(db.transaction(Client1, read).await?.is_empty(), "{script}");
        }
        let session = db.session(Client1).await?;
        assert_eq!(backend(&session).await?, first, "reset, not replaced");
    }
    Ok(())
}

#[tokio::test]
async fn statements_that_are_used_once_close_none_that_is_in_use() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(1)
        .max_statements(3)
        .build()?;
    let session = db.session(Client1).await?;
    for id in 1..4 {
        Client1Person::find(id).fetch_optional(&session).await?;
    }
    Client1Person::all().fetch_all(&session).await?;
    Client1Person::all().count(&session).await?;
    Client1Person::all().exists(&session).await?;
    Client1Person::all().limit(1).fetch_all(&session).await?;
    let texts = prepared(&session).await?;
    assert!(
        texts.len() == 1 && texts[0].contains("WHERE \"id\""),
        "{texts:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_statement_that_the_server_refuses_costs_no_connection() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url()).max_connections(1).build()?;
    let missing = Person::of(Schema::new("missing")?);
    let mut backends = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let error = missing.find(1).fetch_optional(&db).await.unwrap_err();
        assert_eq!(error.code().map(SqlState::code), Some("42P01"));
        let session = db.session(Client1).await?;
        let row = session
            .client()
            .query_one("SELECT pg_backend_pid()", &[])
            .await?;
        backends.insert(row.get::<_, i32>(0));
    }
    assert_eq!(backends.len(), 1);
    Ok(())
}
