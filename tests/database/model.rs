//! The set and the tables that most tests use.

use std::{path::PathBuf, sync::OnceLock};

use tenant::{
    DatabaseBuilder,
    embedded::{Server, TestDatabase},
    prelude::*,
};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub enum Client {
    Client1,
    Client2,
    #[tenant(schema = "acme-corp")]
    Acme,
}

/// For the tables of single tests, so that those of `Client` stay few.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub enum Extra {
    Extra1,
}

/// Shared by all tenants.
#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client, shared)]
pub struct Country {
    #[tenant(key)]
    pub code: String,
    pub name: String,
}

#[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    OnHold,
}

#[derive(Value, Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub struct Cents(pub i64);

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client, new(derive(Clone, Debug)))]
pub struct Person {
    #[tenant(key, generated)]
    pub id: i64,
    pub name: String,
    #[tenant(unique)]
    pub email: Option<String>,
    #[tenant(index, references = Country)]
    pub country: Option<String>,
    #[tenant(default = "'active'")]
    pub standing: Standing,
    #[tenant(default = "0", check = "balance >= -100000")]
    pub balance: Cents,
    pub admin: bool,
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client)]
pub struct Login {
    #[tenant(key, references = Person, on_delete = cascade)]
    pub person: i64,
    #[tenant(key)]
    pub day: i32,
    pub count: i32,
}

/// Lives once, in a schema of its own.
#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client, schema = "audit")]
pub struct Event {
    #[tenant(key, generated)]
    pub id: i64,
    pub text: String,
}

pub fn person(name: &str) -> NewPerson {
    NewPerson {
        name: name.into(),
        email: None,
        country: None,
        standing: None,
        balance: None,
        admin: false,
    }
}

/// A database with every table of the set in it; it lives as long as the first value.
pub async fn database() -> (TestDatabase, Database) {
    let (server, db) = empty_database().await;
    create_tables(&server).await;
    (server, db)
}

pub async fn create_tables(server: &TestDatabase) {
    let owner = Database::connect(server.url()).await;
    Client::create_all(&owner.expect("the server accepts connections"))
        .await
        .expect("the tables of the set can be made");
}

/// A database with the tables of single tests.
pub async fn extra_database() -> (TestDatabase, Database) {
    let (server, db) = empty_database().await;
    let owner = Database::connect(server.url()).await;
    Extra::create_all(&owner.expect("the server accepts connections"))
        .await
        .expect("the tables of the set can be made");
    (server, db)
}

/// A database without tables, to be reached as this run of the tests says.
pub async fn empty_database() -> (TestDatabase, Database) {
    let server = server_for(&crate::routes::current()).await;
    let db = builder(&server).await.build();
    (server, db.expect("the settings are valid"))
}

/// A database that a route can be tried on. Roles belong to the server and outlive a database, so those
/// of the tests are only made on a server of this program's own.
pub async fn server_for(route: &str) -> TestDatabase {
    if route.contains("role") {
        return database_behind_socket().await.0;
    }
    TestDatabase::create().await.expect("a test database")
}

/// A database on a server of this program's own, whatever `DATABASE_URL` says, and the socket of
/// that server: for tests that put something between it and its clients.
pub async fn database_behind_socket() -> (TestDatabase, PathBuf) {
    // Never dropped: it ends with the process.
    static SERVER: OnceLock<Server> = OnceLock::new();

    let start = || SERVER.get_or_init(|| Server::start().expect("a server"));
    let server = tokio::task::spawn_blocking(start).await.expect("no panic");
    let database = TestDatabase::create_on(server.url()).await;
    let socket = server.socket_dir().join(".s.PGSQL.5432");
    (database.expect("a test database"), socket)
}

/// The settings that most tests run under.
pub async fn builder(server: &TestDatabase) -> DatabaseBuilder {
    let name = crate::routes::current();
    if name.contains("role") {
        crate::routes::create_roles(server).await;
    }
    Database::builder(server.url())
        .max_connections(4)
        .route(crate::routes::route(&name))
}

/// A client that this library knows nothing of.
pub async fn plain_client(server: &TestDatabase) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(server.url(), tokio_postgres::NoTls)
        .await
        .expect("the server accepts connections");
    tokio::spawn(connection);
    client
}
