//! What a statement can run on.

use std::sync::Arc;

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{
        Client, Client1, Client1Person, Client2, Client2Person, Person, database, person,
        plain_client,
    },
};

#[tokio::test]
async fn a_plain_client_and_its_transaction_run_handles() -> TestResult {
    let (server, _db) = database().await;
    let mut client = plain_client(&server).await;
    Client1Person::insert(person("Ada"))
        .execute(&client)
        .await?;
    let transaction = client.transaction().await?;
    Client2Person::insert(person("Bob"))
        .execute(&transaction)
        .await?;
    transaction.rollback().await?;
    assert_eq!(Client1Person::all().count(&client).await?, 1);
    assert_eq!(Client2Person::all().count(&client).await?, 0);
    Ok(())
}

#[tokio::test]
async fn an_applications_own_pool_runs_handles() -> TestResult {
    let (server, _db) = database().await;
    let manager = deadpool_postgres::Manager::new(server.url().parse()?, tokio_postgres::NoTls);
    let pool = deadpool_postgres::Pool::builder(manager)
        .max_size(1)
        .build()?;
    let mut object = pool.get().await?;
    Client1Person::insert(person("Ada"))
        .execute(&object)
        .await?;
    let transaction = object.transaction().await?;
    assert_eq!(Client1Person::all().count(&transaction).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_session_serves_its_tenant_and_pipelines() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client2).await?;
    assert_eq!(session.tenant(), Client2);
    let (ada, bob) = tokio::try_join!(
        Client2Person::insert(person("Ada")).fetch_one(&session),
        Client2Person::insert(person("Bob")).fetch_one(&session)
    )?;
    assert_eq!((ada.id, bob.id), (1, 2));
    assert_eq!(db.connections().0, 1, "both ran on one connection");
    Ok(())
}

#[tokio::test]
async fn executors_work_behind_pointers() -> TestResult {
    async fn all(executor: &dyn Executor<Client1>) -> Result<u64> {
        Client1Person::all().count(executor).await
    }
    async fn generic<X: Executor<Client1>>(executor: X) -> Result<u64> {
        Client1Person::all().count(&executor).await
    }

    let (_server, db) = database().await;
    assert_eq!(all(&Arc::new(db.clone())).await?, 0);
    assert_eq!(generic(&db).await?, 0);
    assert_eq!(generic(db.session(Client1).await?).await?, 0);
    Ok(())
}

#[tokio::test]
async fn code_that_is_generic_over_the_tenant_serves_each() -> TestResult {
    async fn add<T: StaticTenant<Set = Client>>(
        db: &Database,
        name: &str,
    ) -> Result<Scoped<T, Person>> {
        Person::of(T::INSTANCE)
            .insert(person(name))
            .fetch_one(db)
            .await
    }

    let (_server, db) = database().await;
    let ada: Client1Person = add::<Client1>(&db, "Ada").await?;
    let bob: Client2Person = add::<Client2>(&db, "Bob").await?;
    assert_eq!((ada.id, bob.id), (1, 1));
    Ok(())
}

#[tokio::test]
async fn a_pool_without_a_free_connection_says_so() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(1)
        .wait_timeout(std::time::Duration::from_millis(50))
        .build()?;
    let held = db.session(Client1).await?;
    let error = db.session(Client1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PoolTimeout);
    drop(held);
    assert!(db.session(Client1).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_with_the_reason() {
    let no_server = Database::connect("postgresql://nobody@127.0.0.1:1/none")
        .await
        .unwrap_err();
    assert_eq!(no_server.kind(), ErrorKind::Connect);
    assert!(no_server.to_string().contains("refused"), "{no_server}");
    let no_connection = Database::builder("postgresql://localhost")
        .max_connections(0)
        .build();
    assert_eq!(no_connection.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn what_a_user_changed_by_hand_does_not_reach_the_next_one() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url()).max_connections(1).build()?;
    let session = db.session(Client1).await?;
    session
        .client()
        .batch_execute(
            "SET search_path = client2; CREATE TEMP TABLE leftover (x int); LISTEN news;
             SELECT pg_advisory_lock(7); PREPARE mine AS SELECT 1; BEGIN",
        )
        .await?;
    let first = backend(&session).await?;
    drop(session);
    let session = db.session(Client2).await?;
    assert_eq!(
        backend(&session).await?,
        first,
        "the connection was reset, not replaced"
    );
    let row = session
        .client()
        .query_one(
            "SELECT current_setting('search_path'), to_regclass('pg_temp.leftover')::text,
                    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
                    (SELECT count(*) FROM pg_listening_channels()),
                    (SELECT count(*) FROM pg_prepared_statements WHERE from_sql)",
            &[],
        )
        .await?;
    assert_eq!(row.get::<_, String>(0), "\"$user\", public");
    assert_eq!(row.get::<_, Option<String>>(1), None);
    assert_eq!(
        (
            row.get::<_, i64>(2),
            row.get::<_, i64>(3),
            row.get::<_, i64>(4)
        ),
        (0, 0, 0)
    );
    Ok(())
}

/// The process of the server that serves a session.
pub async fn backend<T: Tenant>(session: &Session<T>) -> Result<i32, tokio_postgres::Error> {
    Ok(session
        .client()
        .query_one("SELECT pg_backend_pid()", &[])
        .await?
        .get(0))
}
