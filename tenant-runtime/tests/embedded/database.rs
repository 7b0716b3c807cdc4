//! A database for each test.

use std::collections::BTreeSet;

use tenant_runtime::embedded::{Server, StartErrorKind, TestDatabase, shared_url};
use tokio_postgres::Client;

use crate::support::{connect, show};

#[tokio::test]
async fn test_databases_are_created_in_parallel_and_dropped() {
    let server = Server::start().unwrap();
    let url = server.url().to_owned();
    let tasks: Vec<_> = (0..12)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { TestDatabase::create_on(&url).await })
        })
        .collect();
    let mut databases = Vec::new();
    for task in tasks {
        databases.push(task.await.unwrap().unwrap());
    }
    let names: BTreeSet<_> = databases
        .iter()
        .map(|database| database.name().to_owned())
        .collect();
    assert_eq!(names.len(), 12);
    let admin = connect(&url).await;
    assert_eq!(test_databases(&admin).await, names);
    let client = connect(databases[3].url()).await;
    client.batch_execute("CREATE TABLE t ()").await.unwrap();
    assert_eq!(show_database(&client).await, databases[3].name());
    // One of them is still in use.
    drop(databases);
    assert_eq!(test_databases(&admin).await, BTreeSet::new());
    assert!(client.batch_execute("SELECT 1").await.is_err());
}

#[tokio::test]
async fn test_databases_keep_the_rest_of_the_url() {
    let server = Server::start().unwrap();
    let host = server.socket_dir().display();
    let urls = [
        format!(
            "{}?application_name=tests&dbname=postgres&connect_timeout=9",
            server.url()
        ),
        format!("postgres://?host={host}&user=postgres&application_name=tests"),
        format!("host={host} user=postgres dbname=postgres application_name=tests"),
    ];
    for url in urls {
        let database = TestDatabase::create_on(&url).await.unwrap();
        let client = connect(database.url()).await;
        assert_eq!(show_database(&client).await, database.name(), "{url}");
        assert_eq!(show(&client, "application_name").await, "tests", "{url}");
    }
}

#[tokio::test]
async fn test_databases_share_a_server() {
    let (one, other) = (
        TestDatabase::create().await.unwrap(),
        TestDatabase::create().await.unwrap(),
    );
    assert_ne!(one.name(), other.name());
    let client = connect(shared_url().unwrap()).await;
    let found = test_databases(&client).await;
    assert!(
        found.contains(one.name()) && found.contains(other.name()),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_test_database_without_a_server_is_an_error() {
    let error = TestDatabase::create_on("host=/nowhere/at/all user=postgres")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::Database);
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<tokio_postgres::Error>());
}

async fn show_database(client: &Client) -> String {
    client
        .query_one("SELECT current_database()::text", &[])
        .await
        .unwrap()
        .get(0)
}

async fn test_databases(client: &Client) -> BTreeSet<String> {
    let query = "SELECT datname::text FROM pg_database WHERE starts_with(datname, 'tenant_test_')";
    let rows = client.query(query, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}
