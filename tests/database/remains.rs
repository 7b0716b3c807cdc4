//! What is left in a session, or undone, when things go wrong that nobody foresees: a `BEGIN` that the
//! server refuses, a trigger that sets something for longer than its transaction.

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{
        Client, Client1, Client1Person, Client2, Country, SharedCountry, create_tables, database,
        database_behind_socket, person, plain_client,
    },
    proxy::Proxy,
    routes::{create_roles, route},
    statements::prepared,
};

#[tokio::test]
async fn a_statement_whose_begin_was_refused_finds_no_table() -> TestResult {
    let (server, socket) = database_behind_socket().await;
    create_tables(&server).await;
    create_roles(&server).await;
    let client = plain_client(&server).await;
    client
        .batch_execute(
            "CREATE TABLE public.person (LIKE client1.person INCLUDING ALL);
             CREATE TABLE common.person (LIKE client1.person INCLUDING ALL);
             CREATE SCHEMA postgres CREATE TABLE person (LIKE client1.person INCLUDING ALL)",
        )
        .await?;
    for name in ["search_path_local", "set_local_role_unqualified"] {
        let proxy = Proxy::start(socket.clone()).await?;
        let db = Database::builder(&proxy.url(server.name()))
            .max_connections(1)
            .route(route(name))
            .build()?;
        let insert = || Client1Person::insert(person("mine"));
        for _ in 0..3 {
            insert().execute(&db).await?; // prepared by now
        }
        // What a reset leaves is the same.
        for reset in [false, true] {
            if reset {
                db.session(Client1)
                    .await?
                    .client()
                    .batch_execute("")
                    .await?;
            }
            proxy.spoil_begins(true);
            for _ in 0..3 {
                let error = insert().execute(&db).await.unwrap_err();
                assert_eq!(
                    error.code().map(tokio_postgres::error::SqlState::code),
                    Some("42601"),
                    "{name}"
                );
            }
            proxy.spoil_begins(false);
        }
        insert().execute(&db).await?;
        for schema in ["public", "common", "postgres"] {
            let count = format!("SELECT count(*) FROM {schema}.person");
            let count: i64 = client.query_one(&count, &[]).await?.get(0);
            assert_eq!(count, 0, "{name}: {schema}");
        }
    }
    // The three and one more, by each of the two.
    assert_eq!(Client1Person::all().count(&client).await?, 8);
    Ok(())
}

#[tokio::test]
async fn what_belongs_to_no_tenant_has_the_path_of_the_url() -> TestResult {
    let (server, _socket) = database_behind_socket().await;
    create_tables(&server).await;
    create_roles(&server).await;
    let client = plain_client(&server).await;
    client
        .batch_execute(&format!(
            "CREATE SCHEMA extras;
             CREATE FUNCTION extras.loud(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)';
             CREATE FUNCTION extras.louder() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN NEW.name := loud(NEW.name); RETURN NEW; END $$;
             CREATE TRIGGER louder BEFORE INSERT ON common.country
             FOR EACH ROW EXECUTE FUNCTION extras.louder();
             ALTER DATABASE {} SET search_path = extras",
            server.name()
        ))
        .await?;
    for name in [
        "qualified",
        "search_path_local",
        "set_local_role_unqualified",
    ] {
        let db = Database::builder(server.url()).route(route(name)).build()?;
        Client::create_all(&db).await?;
        let new = Country {
            code: name.into(),
            name: "Chile".into(),
        };
        let country = SharedCountry::insert(new).fetch_one(&db).await?;
        assert_eq!(country.name, "CHILE", "{name}");
    }
    Ok(())
}

/// What a trigger of the user's leaves in the session that it runs in.
const TRIGGER: &str = "
    CREATE FUNCTION public.mark() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM set_config('app.writer', NEW.name, false);
        PERFORM pg_advisory_lock(1);
        EXECUTE 'LISTEN news';
        EXECUTE 'CREATE TEMPORARY TABLE IF NOT EXISTS notes (note text)';
        RETURN NEW;
    END $$;
    CREATE TRIGGER mark BEFORE INSERT ON client1.person
    FOR EACH ROW EXECUTE FUNCTION public.mark()";

const REMAINS: &str = "
    SELECT coalesce(current_setting('app.writer', true), '') <> '',
           EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
           EXISTS (SELECT FROM pg_listening_channels()),
           to_regclass('pg_temp.notes') IS NOT NULL";

#[tokio::test]
async fn what_a_trigger_leaves_is_undone_where_every_connection_is_reset() -> TestResult {
    let (server, _db) = database().await;
    plain_client(&server).await.batch_execute(TRIGGER).await?;
    for always in [false, true] {
        let builder = Database::builder(server.url()).max_connections(1);
        let db = if always {
            builder.reset_always().build()?
        } else {
            builder.build()?
        };
        for _ in 0..3 {
            Client1Person::insert(person("Ada")).execute(&db).await?;
        }
        let session = db.session(Client2).await?;
        let kept = prepared(&session).await?.len();
        assert_eq!(kept, 1, "a reset keeps the statements that are known");
        let row = session.client().query_one(REMAINS, &[]).await?;
        for column in 0..4 {
            assert_eq!(row.get::<_, bool>(column), !always, "column {column}");
        }
        drop(session);
        db.close();
    }
    Ok(())
}
