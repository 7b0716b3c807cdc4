//! Routes: what is particular to each; `matrix` runs the whole suite under each of them.

use std::{env, time::Duration};

use tenant::{Login, Route, embedded::TestDatabase, prelude::*};

use crate::{
    TestResult,
    model::{
        Client, Client1Person, Client2Person, Country, Person, create_tables, database, person,
        plain_client, server_for,
    },
};

/// Names the route that `model::database` uses, for the runs that `matrix` starts.
pub const VARIABLE: &str = "TENANT_TEST_ROUTE";

pub const ROUTES: [&str; 9] = [
    "qualified",
    "search_path",
    "search_path_local",
    "connect_options",
    "set_role",
    "set_role_unqualified",
    "set_local_role",
    "set_local_role_unqualified",
    "login_role",
];

pub fn current() -> String {
    env::var(VARIABLE).unwrap_or_else(|_| ROUTES[0].into())
}

pub fn is_dedicated() -> bool {
    ["connect_options", "login_role"].contains(&current().as_str())
}

/// The `search_path` of a tenant's session.
pub fn path(schema: &str) -> String {
    match current().as_str() {
        // `SET` keeps only the quotes that are needed; an option stays as it was written.
        "search_path" | "set_role_unqualified" => format!("{schema}, common, pg_temp"),
        "connect_options" => format!("\"{schema}\", \"common\", pg_temp"),
        "login_role" => "\"$user\", common".into(),
        "search_path_local" | "set_local_role_unqualified" => "pg_temp".into(),
        _ => "\"$user\", public".into(),
    }
}

/// What a statement in a schema that does not exist fails with: where a path is set, one looks first,
/// but for a connection that served the schema last.
pub fn codes_of_a_missing_schema() -> &'static [&'static str] {
    match current().as_str() {
        "search_path" | "search_path_local" | "connect_options" => &["3F000", "42P01"],
        _ => &["42P01"],
    }
}

pub fn route(name: &str) -> Route {
    match name {
        "qualified" => Route::qualified(),
        "search_path" => Route::search_path::<Client>(),
        "search_path_local" => Route::search_path_local::<Client>(),
        "connect_options" => Route::connect_options::<Client>(),
        "set_role" => Route::set_role::<Client>(),
        "set_role_unqualified" => Route::set_role::<Client>().unqualified(),
        "set_local_role" => Route::set_local_role::<Client>(),
        "set_local_role_unqualified" => Route::set_local_role::<Client>().unqualified(),
        "login_role" => Route::login_role::<Client>(|schema| {
            Ok(Login {
                user: schema.into(),
                password: None,
            })
        }),
        other => panic!("no route is named `{other}`"),
    }
}

/// A database for each route, with the tables of the set.
pub async fn database_by(name: &str) -> (TestDatabase, Database) {
    let server = server_for(name).await;
    create_tables(&server).await;
    if name.contains("role") {
        create_roles(&server).await;
    }
    let db = Database::builder(server.url())
        .max_connections(4)
        .route(route(name))
        .build()
        .expect("the route can work");
    (server, db)
}

/// Roles belong to the server, which tests in parallel share; they all make the same.
pub async fn create_roles(server: &TestDatabase) {
    let owner = Database::connect(server.url()).await.expect("a connection");
    Client::create_roles(&owner)
        .await
        .expect("the roles can be made");
    let client = plain_client(server).await;
    for schema in Client::SCHEMAS {
        for _ in 0..20 {
            let script = format!("ALTER ROLE \"{schema}\" LOGIN");
            if client.batch_execute(&script).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn each_tenant_gets_its_own_rows_by_every_route() -> TestResult {
    for name in ROUTES {
        let (_server, db) = database_by(name).await;
        for _ in 0..3 {
            // Unprepared, prepared, from the cache.
            let one = Client1Person::insert(person("one")).fetch_one(&db).await?;
            let two = Client2Person::insert(person("two")).fetch_one(&db).await?;
            assert_eq!((one.name.as_str(), two.name.as_str()), ("one", "two"));
        }
        let names = |rows: Vec<Client1Person>| rows.iter().all(|row| row.name == "one");
        assert!(names(Client1Person::all().fetch_all(&db).await?), "{name}");
        let acme = Person::of(Client::Acme);
        assert_eq!(acme.all().count(&db).await?, 0, "{name}");
        let late = Person::of(Schema::new("client2")?);
        assert_eq!(late.all().count(&db).await?, 3, "{name}");
        let session = db.session(tenant_of::<crate::model::Client2>()).await?;
        assert_eq!(Client2Person::all().count(&session).await?, 3, "{name}");
        assert_eq!(
            Country::of(Shared::<Client>::INSTANCE)
                .all()
                .count(&db)
                .await?,
            0
        );
    }
    Ok(())
}

fn tenant_of<T: StaticTenant>() -> T {
    T::INSTANCE
}

/// Where an unqualified name could end up by mistake.
const PLANTED: &str = "
    CREATE TABLE public.person AS SELECT * FROM client1.person WITH NO DATA;
    CREATE TABLE common.person AS TABLE public.person;
    CREATE SCHEMA AUTHORIZATION CURRENT_USER;";

#[tokio::test]
async fn a_planted_table_is_never_read_or_written() -> TestResult {
    for name in ROUTES {
        let (server, db) = database_by(name).await;
        let client = plain_client(&server).await;
        client.batch_execute(PLANTED).await?;
        let user: String = client
            .query_one("SELECT current_user::text", &[])
            .await?
            .get(0);
        client
            .batch_execute(&format!(
                "CREATE TABLE \"{user}\".person AS TABLE public.person;
                 INSERT INTO public.person (name) VALUES ('planted');
                 INSERT INTO common.person (name) VALUES ('planted');
                 INSERT INTO \"{user}\".person (name) VALUES ('planted')"
            ))
            .await?;
        for _ in 0..3 {
            Client1Person::insert(person("mine")).execute(&db).await?;
            db.transaction(crate::model::Client1, async |tx| {
                Client1Person::insert(person("mine")).execute(tx).await
            })
            .await?;
        }
        let rows = Client1Person::all().fetch_all(&db).await?;
        assert!(rows.iter().all(|row| row.name == "mine"), "{name}");
        assert_eq!(rows.len(), 6, "{name}");
        for schema in ["public", "common", &user] {
            let count = format!("SELECT count(*) FROM \"{schema}\".person");
            let count: i64 = client.query_one(&count, &[]).await?.get(0);
            assert_eq!(count, 1, "{name}: {schema}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_users_own_settings_do_not_lead_a_statement_astray() -> TestResult {
    for name in ROUTES {
        let (_server, db) = database_by(name).await;
        Client1Person::insert(person("one")).execute(&db).await?;
        Client2Person::insert(person("two")).execute(&db).await?;
        let session = db.session(crate::model::Client1).await?;
        for _ in 0..3 {
            session
                .client()
                .batch_execute("SET search_path = client2, common")
                .await?;
            let rows = Client1Person::all().fetch_all(&session).await?;
            assert_eq!(rows.len(), 1, "{name}");
            assert_eq!(rows[0].name, "one", "{name}");
        }
        drop(session);
        assert_eq!(
            Client2Person::all().fetch_one(&db).await?.name,
            "two",
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn single_statements_with_local_settings_are_transactions_of_their_own() -> TestResult {
    for name in ["search_path_local", "set_local_role_unqualified"] {
        let (server, db) = database_by(name).await;
        let session = db.session(crate::model::Client1).await?;
        Client1Person::insert(person("Ada"))
            .execute(&session)
            .await?;
        let path = "SELECT current_setting('search_path'), current_user = session_user";
        let row = session.client().query_one(path, &[]).await?;
        assert_eq!(row.get::<_, String>(0), "pg_temp", "{name}");
        assert!(row.get::<_, bool>(1), "{name}");
        // It was committed.
        let client = plain_client(&server).await;
        assert_eq!(Client1Person::all().count(&client).await?, 1);
        // An error in it leaves the connection as usable as before.
        let taken = Client1Person::insert(NewPersonWithEmail("a@b").into());
        taken.execute(&session).await?;
        let twice = Client1Person::insert(NewPersonWithEmail("a@b").into());
        assert!(twice.execute(&session).await.is_err());
        assert_eq!(Client1Person::all().count(&session).await?, 2, "{name}");
    }
    Ok(())
}

struct NewPersonWithEmail(&'static str);

impl From<NewPersonWithEmail> for crate::model::NewPerson {
    fn from(email: NewPersonWithEmail) -> Self {
        Self {
            email: Some(email.0.into()),
            ..person("Ada")
        }
    }
}

#[tokio::test]
async fn connections_of_a_tenants_own_stay_within_the_bound_of_all() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(2)
        .route(route("connect_options"))
        .build()?;
    for _ in 0..3 {
        for tenant in Client::all() {
            assert_eq!(Person::of(tenant).all().count(&db).await?, 0);
            assert!(db.connections().0 <= 2, "{db:?}");
        }
    }
    // The server takes a moment to see that a client has gone.
    let client = plain_client(&server).await;
    let count = "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..100 {
        if client.query_one(count, &[]).await?.get::<_, i64>(0) == 2 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the server has other connections than the two of the pool");
}

#[tokio::test]
async fn the_connection_that_served_a_tenant_last_serves_it_again() -> TestResult {
    let (_server, db) = database_by("search_path").await;
    let pid = "SELECT pg_backend_pid()";
    let (one, two) = (
        db.session(crate::model::Client1).await?,
        db.session(crate::model::Client2).await?,
    );
    let first: i32 = one.client().query_one(pid, &[]).await?.get(0);
    drop(one);
    drop(two); // which comes back last, so that it is the nearest at hand
    let one = db.session(crate::model::Client1).await?;
    assert_eq!(
        one.client().query_one(pid, &[]).await?.get::<_, i32>(0),
        first
    );
    Ok(())
}

#[tokio::test]
async fn a_connection_that_was_idle_for_too_long_is_replaced() -> TestResult {
    let (server, _db) = database().await;
    for (limit, replaced) in [
        (Duration::from_millis(20), true),
        (Duration::from_hours(1), false),
    ] {
        let db = Database::builder(server.url())
            .max_connections(1)
            .idle_timeout(limit)
            .build()?;
        let pid = async || -> TestResult<i32> {
            let session = db.session(crate::model::Client1).await?;
            let pid = "SELECT pg_backend_pid()";
            Ok(session.client().query_one(pid, &[]).await?.get(0))
        };
        let first = pid().await?;
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert_eq!(pid().await? != first, replaced, "{limit:?}");
        assert_eq!(db.connections(), (1, 1));
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_is_replaced_after_so_many_tenants() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(1)
        .max_tenants(2)
        .build()?;
    Person::of(Client::Client1).all().count(&db).await?;
    assert_eq!(db.connections(), (1, 1));
    Person::of(Client::Client1).all().count(&db).await?;
    assert_eq!(db.connections(), (1, 1), "still one tenant");
    let process = async |tenant| {
        let session = db.session(tenant).await?;
        let text = "SELECT pg_backend_pid()";
        let row = session.client().query_one(text, &[]).await?;
        Ok::<i32, Box<dyn std::error::Error + Send + Sync>>(row.get(0))
    };
    let first = process(Client::Client2).await?;
    for known in [Client::Client1, Client::Client2, Client::Client1] {
        assert_eq!(process(known).await?, first, "two tenants in turn");
    }
    let second = process(Client::Acme).await?;
    assert_ne!(second, first, "a third tenant");
    assert_eq!(process(Client::Acme).await?, second);
    assert_eq!(db.connections(), (1, 1));
    Ok(())
}

#[tokio::test]
async fn another_tenant_gets_a_connection_that_has_room_for_it() -> TestResult {
    let (server, _db) = database().await;
    let db = Database::builder(server.url())
        .max_connections(2)
        .max_tenants(2)
        .build()?;
    let process = async |session: Session<Schema>| -> TestResult<i32> {
        let text = "SELECT pg_backend_pid()";
        Ok(session.client().query_one(text, &[]).await?.get(0))
    };
    let of = async |name| db.session(Schema::new(name)?).await;
    let (one, other) = (of("client1").await?, of("client2").await?);
    let one = process(one).await?;
    let other = process(other).await?;
    assert_eq!(
        process(of("acme-corp").await?).await?,
        other,
        "the last used"
    );
    assert_eq!(
        process(of("fourth").await?).await?,
        one,
        "the other is full"
    );
    assert_eq!(db.connections(), (2, 2));
    let fifth = process(of("fifth").await?).await?;
    assert!(fifth != one && fifth != other, "both are full");
    Ok(())
}

#[tokio::test]
async fn routes_that_cannot_work_are_refused_with_the_reason() -> TestResult {
    let builder = || Database::builder("postgresql://app@localhost/app");
    for (name, reason) in [
        ("search_path", "Route::search_path_local"),
        ("set_role", "Route::set_local_role"),
        ("connect_options", "Route::search_path_local"),
    ] {
        let error = builder()
            .route(route(name))
            .transaction_pooler()
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(reason), "{error}");
    }
    let bare = builder().route(Route::qualified().unqualified()).build();
    assert!(bare.unwrap_err().to_string().contains("`unqualified`"));
    Ok(())
}

#[tokio::test]
async fn a_fixed_schema_serves_its_tenant_alone() -> TestResult {
    let (server, plain) = database().await;
    let fixed = Route::fixed(Schema::new("client2")?);
    let db = Database::builder(server.url()).route(fixed).build()?;
    let ada = Person::here().insert(person("Ada")).fetch_one(&db).await?;
    assert_eq!(
        Client2Person::find(ada.id).fetch_one(&db).await?.name,
        "Ada"
    );
    let session = db.session(tenant::Here::<Client>::INSTANCE).await?;
    assert_eq!(Person::here().all().count(&session).await?, 1);
    let other = Client1Person::all().count(&db).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::TenantMismatch);
    let nowhere = Person::here().all().count(&plain).await.unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::InvalidInput);
    Ok(())
}

#[tokio::test]
async fn a_tenant_without_a_role_is_an_error_that_leaves_the_pool_usable() -> TestResult {
    let (_server, db) = database_by("set_role").await;
    assert_eq!(Client1Person::all().count(&db).await?, 0);
    let nobody = Person::of(Schema::new("nobody")?);
    let error = nobody.all().count(&db).await.unwrap_err();
    assert_eq!(
        error.code().map(tokio_postgres::error::SqlState::code),
        Some("22023"),
        "{error}"
    );
    assert_eq!(Client1Person::all().count(&db).await?, 0);
    assert_eq!(db.connections(), (1, 1));
    Ok(())
}
