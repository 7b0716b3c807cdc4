//! Sets the stage: a database with the tables and roles of all tenants, and tables of the same
//! names wherever a statement could end up by mistake.

use std::{fmt::Write, sync::atomic::AtomicBool};

use tenant::{
    embedded::TestDatabase,
    prelude::*,
    tokio_postgres::{self, NoTls},
};

use crate::{
    Failure,
    ledger::{Ledger, hot},
    routes::Case,
    tally::Tally,
    tenants::{Client, literal, quoted},
    world::World,
};

/// The `application_name` by which the terminator knows whom to spare.
pub(crate) const CONTROL: &str = "leaks control";

/// How many statements a connection keeps: few, so that preparing and evicting never end.
pub(crate) const STATEMENTS: usize = 24;

pub(crate) async fn set(server_url: &str, case: Case) -> Result<World, Failure> {
    let database = TestDatabase::create_on(server_url).await?;
    let owner = Database::connect(database.url()).await?;
    Client::create_roles(&owner).await?;
    Client::create_all(&owner).await?;
    owner.close();
    let control = connect(database.url()).await?;
    let user: String = control
        .query_one("SELECT current_user::text", &[])
        .await?
        .get(0);
    control.batch_execute(&render_plants(&user)).await?;
    let databases = if case.is_fixed() {
        let each = Client::all().map(|client| build(database.url(), case, client));
        each.collect::<Result<_, _>>()?
    } else {
        vec![build(database.url(), case, Client::Aster)?]
    };
    Ok(World {
        case,
        databases,
        control,
        user,
        ledger: Ledger::new(),
        tally: Tally::default(),
        storm: AtomicBool::new(false),
        _database: database,
    })
}

fn build(url: &str, case: Case, only: Client) -> Result<Database, Error> {
    Database::builder(url)
        .max_connections(case.connections())
        .max_statements(STATEMENTS)
        .route(case.route(only)?)
        .build()
}

async fn connect(url: &str) -> Result<tokio_postgres::Client, Failure> {
    let mut config: tokio_postgres::Config = url.parse()?;
    config.application_name(CONTROL);
    let (client, connection) = config.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// The first rows, and what must never be read or written.
fn render_plants(user: &str) -> String {
    let (shared, model) = (quoted(Client::SHARED), quoted(Client::Aster.schema()));
    let mut script = format!(
        "CREATE SCHEMA {};
         INSERT INTO {shared}.tariff VALUES ('a', 'shared');",
        quoted(user)
    );
    for place in ["public", Client::SHARED, user].map(quoted) {
        let _ = write!(
            script,
            "CREATE TABLE {place}.note (LIKE {model}.note INCLUDING ALL);
             INSERT INTO {place}.note VALUES (-1, 'planted', 'planted');"
        );
    }
    for place in Client::SCHEMAS.iter().copied().chain(["public", user]) {
        let place = quoted(place);
        let _ = write!(
            script,
            "CREATE TABLE {place}.tariff (LIKE {shared}.tariff INCLUDING ALL);
             INSERT INTO {place}.tariff VALUES ('a', 'planted');"
        );
    }
    for client in Client::all() {
        let (schema, name) = (quoted(client.schema()), literal(client.schema()));
        let _ = write!(
            script,
            "INSERT INTO {schema}.note VALUES ({}, {name}, {name});
             ALTER ROLE {schema} LOGIN;",
            hot(client)
        );
    }
    script
}
