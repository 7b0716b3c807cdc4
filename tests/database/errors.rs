//! What an error says, and what it keeps to itself.

use std::{error::Error as _, time::Duration};

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{Client1Person, NewPerson, database, person, plain_client},
};

#[tokio::test]
async fn an_error_names_the_constraint_but_no_value() -> TestResult {
    let (_server, db) = database().await;
    let row = || NewPerson {
        email: Some("secret@example.org".into()),
        ..person("Ada")
    };
    Client1Person::insert(row()).execute(&db).await?;
    let error = Client1Person::insert(row()).execute(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(
        error.code().map(tokio_postgres::error::SqlState::code),
        Some("23505")
    );
    assert_eq!(error.constraint(), Some("person_email_key"));
    assert_eq!(
        (error.table(), error.schema()),
        (Some("person"), Some("client1"))
    );
    assert_eq!(error.operation(), Some("INSERT"));
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(
            text.contains("person_email_key") && !text.contains("secret"),
            "{text}"
        );
    }
    // Whoever wants the detail asks for it; a report of the chain of sources does not repeat it.
    let detail = error.as_db_error().and_then(|error| error.detail());
    assert!(detail.is_some_and(|detail| detail.contains("secret")));
    assert!(error.source().is_none());
    Ok(())
}

#[tokio::test]
async fn a_column_that_must_not_be_null_is_named() -> TestResult {
    let (server, db) = database().await;
    let client = plain_client(&server).await;
    client
        .batch_execute("ALTER TABLE client1.person ALTER COLUMN email SET NOT NULL")
        .await?;
    let error = Client1Person::insert(person("Ada"))
        .execute(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotNullViolation);
    assert_eq!(error.column(), Some("email"));
    Ok(())
}

#[tokio::test]
async fn a_connection_that_the_server_ends_is_closed_and_replaced() -> TestResult {
    let (server, db) = database().await;
    let locker = plain_client(&server).await;
    locker
        .batch_execute("BEGIN; LOCK TABLE client1.person IN ACCESS EXCLUSIVE MODE")
        .await?;
    let slow = Client1Person::find(1).fetch_optional(&db);
    let kill = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        locker
            .batch_execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE pid <> pg_backend_pid() AND datname = current_database(); COMMIT",
            )
            .await
    };
    let (result, killed) = tokio::join!(slow, kill);
    killed?;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    assert!(error.is_closed(), "{error}");
    assert_eq!(Client1Person::find(1).fetch_optional(&db).await?, None);
    Ok(())
}
