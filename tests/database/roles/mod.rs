//! Roles: made, checked, and what the server then refuses to them.
//!
//! They belong to the cluster and outlive a database, so these tests have a server of their own, and
//! those that spoil roles have a set of their own.

mod create;
mod deviations;

use std::sync::OnceLock;

use tenant::{
    Login, Route,
    embedded::{Server, TestDatabase},
    prelude::*,
};

use crate::{
    TestResult,
    model::{Client, Client1, Client2Person, person, plain_client},
};

/// Creates a database on the server of these tests.
async fn database() -> (TestDatabase, Database) {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let start = || SERVER.get_or_init(|| Server::start().expect("a server of its own"));
    let server = tokio::task::spawn_blocking(start).await;
    let server = server.expect("starting it does not panic");
    let base = TestDatabase::create_on(server.url())
        .await
        .expect("a test database");
    let db = Database::connect(base.url()).await.expect("a connection");
    (base, db)
}

fn code(error: &tokio_postgres::Error) -> Option<&str> {
    error.code().map(tokio_postgres::error::SqlState::code)
}

#[tokio::test]
async fn raw_sql_of_a_tenants_role_stops_at_other_tenants() -> TestResult {
    let (base, owner) = database().await;
    Client::create_roles(&owner).await?;
    Client::create_all(&owner).await?;
    let client = plain_client(&base).await;
    client
        .batch_execute("ALTER ROLE client1 LOGIN; ALTER ROLE client2 LOGIN")
        .await?;
    let login = Route::login_role::<Client>(|schema| {
        Ok(Login {
            user: schema.into(),
            password: None,
        })
    });
    for route in [Route::set_role::<Client>(), login] {
        let db = Database::builder(base.url()).route(route).build()?;
        Client2Person::insert(person("two")).execute(&db).await?;
        let session = db.session(Client1).await?;
        for sql in [
            "SELECT * FROM client2.person",
            "UPDATE client2.person SET name = 'x'",
            "INSERT INTO client2.person (name, admin) VALUES ('x', true)",
            "DELETE FROM client2.person",
            "DROP TABLE client2.person",
            "CREATE TABLE client2.x ()",
            "CREATE TABLE client1.x ()",
            "DROP TABLE client1.person",
            "TRUNCATE client1.person",
            "DELETE FROM common.country",
            "CREATE TABLE common.x ()",
            "SELECT * FROM audit.event",
        ] {
            let error = session.client().batch_execute(sql).await.unwrap_err();
            assert_eq!(code(&error), Some("42501"), "{sql}");
        }
        let own = "INSERT INTO client1.person (name, admin) VALUES ('x', true); \
                   SELECT * FROM common.country";
        session.client().batch_execute(own).await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_role_is_switched_to_by_the_name_of_no_role() -> TestResult {
    let (base, _db) = database().await;
    let db = Database::builder(base.url())
        .route(Route::set_role::<Client>())
        .build()?;
    let error = db.session(Schema::new("none")?).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidName, "{error}");
    Ok(())
}
