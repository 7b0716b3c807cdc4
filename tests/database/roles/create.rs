//! Provisioning: repeated, raced, refused; and tenants that come later.

use std::time::Duration;

use tenant::{Route, prelude::*};
use tokio::task::JoinSet;

use crate::{
    TestResult,
    model::{Client, Person, person, plain_client},
    roles::{code, database},
};

#[tokio::test]
async fn creating_twice_is_creating_once_before_and_after_the_tables() -> TestResult {
    for tables_first in [false, true] {
        let (base, db) = database().await;
        if tables_first {
            Client::create_all(&db).await?;
            assert!(!Client::check_roles(&db).await?.is_empty());
        }
        Client::create_roles(&db).await?;
        assert_eq!(Client::check_roles(&db).await?, []);
        Client::create_all(&db).await?;
        assert_eq!(Client::check_roles(&db).await?, []);
        Client::create_roles(&db).await?;
        Client::create_all(&db).await?;
        assert_eq!(Client::check_roles(&db).await?, []);
        let client = plain_client(&base).await;
        let owners = "SELECT DISTINCT tableowner::text FROM pg_tables \
                      WHERE schemaname IN ('client1', 'client2', 'acme-corp', 'common', 'audit')";
        let owners = client.query(owners, &[]).await?;
        assert_eq!(owners.len(), 1);
        assert_eq!(owners[0].get::<_, &str>(0), "common_owner");
    }
    Ok(())
}

#[tokio::test]
async fn databases_of_one_cluster_create_the_same_roles_at_once() -> TestResult {
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "races")]
    enum Racer {
        Racer1,
        Racer2,
        Racer3,
    }
    let mut bases = Vec::new();
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        let (base, first) = database().await;
        let second = Database::connect(base.url()).await?;
        bases.push(base);
        for db in [first, second] {
            tasks.spawn(async move {
                Racer::create_roles(&db).await?;
                Racer::check_roles(&db).await
            });
        }
    }
    while let Some(result) = tasks.join_next().await {
        assert_eq!(result??, []);
    }
    Ok(())
}

/// The same set, one release later.
mod later {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "common")]
    pub enum Client {
        Client1,
        Client2,
        #[tenant(schema = "acme-corp")]
        Acme,
        Globex,
    }
}

#[tokio::test]
async fn tenants_that_are_added_later_get_their_roles() -> TestResult {
    let (base, db) = database().await;
    Client::create_roles(&db).await?;
    Client::create_all(&db).await?;
    let problems: Vec<_> = later::Client::check_roles(&db).await?;
    assert!(
        problems
            .iter()
            .any(|one| one.problem == "role \"globex\" does not exist")
    );
    later::Client::create_roles(&db).await?;
    assert_eq!(later::Client::check_roles(&db).await?, []);
    // The earlier release is still at work, and meets a tenant that it does not list.
    assert_eq!(Client::check_roles(&db).await?, []);

    let late = Schema::new("client \"2041\"")?;
    Client::create_role(&db, &late).await?;
    Client::create_schema(&db, &late).await?;
    assert_eq!(Client::check_roles(&db).await?, []);
    let switched = Database::builder(base.url())
        .route(Route::set_role::<Client>().unqualified())
        .build()?;
    Person::of(late)
        .insert(person("Ada"))
        .execute(&switched)
        .await?;
    let session = switched.session(late).await?;
    let client = session.client();
    client.batch_execute("TABLE person; TABLE country").await?;
    let error = client.batch_execute("TABLE client1.person").await;
    assert_eq!(code(&error.unwrap_err()), Some("42501"));

    let plain = plain_client(&base).await;
    plain
        .batch_execute("GRANT SELECT ON client1.person TO \"client \"\"2041\"\"\"")
        .await?;
    let found = Client::check_roles(&db).await?;
    assert_eq!(found.len(), 1, "{found:#?}");
    Ok(())
}

#[tokio::test]
async fn roles_that_a_tenant_must_not_have_are_refused() -> TestResult {
    let (base, db) = database().await;
    let client = plain_client(&base).await;
    client
        .batch_execute(
            "CREATE ROLE boss SUPERUSER; CREATE ROLE maker CREATEROLE; CREATE ROLE landlord;
             CREATE SCHEMA estate AUTHORIZATION landlord",
        )
        .await?;
    for (name, reason) in [
        ("boss", "has the attribute SUPERUSER"),
        ("maker", "has the attribute CREATEROLE"),
        ("landlord", "owns schema estate"),
        ("postgres", "is the connected user"),
        ("none", "`SET ROLE` takes that name"),
        ("public", "PostgreSQL keeps that name"),
        ("common_owner", "another role of the set"),
        ("common", "is not a tenant's"),
        ("audit", "is not a tenant's"),
    ] {
        let error = Client::create_role(&db, &Schema::new(name)?).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name}: {error}");
        assert!(error.to_string().contains(reason), "{name}: {error}");
    }
    let untouched = "SELECT count(*) FROM pg_namespace WHERE nspname IN ('boss', 'common')";
    let made: i64 = client.query_one(untouched, &[]).await?.get(0);
    assert_eq!(made, 0, "nothing is made before all is looked at");
    Ok(())
}

#[tokio::test]
async fn a_user_that_owns_the_database_and_may_create_roles_suffices() -> TestResult {
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "farms")]
    pub enum Farm {
        Farm1,
        Farm2,
    }
    #[derive(Entity, Debug)]
    #[tenant(set = Farm)]
    pub struct Cow {
        #[tenant(key, generated)]
        pub id: i64,
    }
    let (base, _db) = database().await;
    let client = plain_client(&base).await;
    let name = base.name();
    client
        .batch_execute(&format!(
            "CREATE ROLE deployer LOGIN CREATEROLE; ALTER DATABASE {name} OWNER TO deployer"
        ))
        .await?;
    let url = base.url().replace("postgres@", "deployer@");
    let route = Route::set_local_role::<Farm>();
    let db = Database::builder(&url).route(route).build()?;
    Farm::create_all(&db).await?;
    Farm::create_roles(&db).await?;
    assert_eq!(Farm::check_roles(&db).await?, []);
    Farm::create_all(&db).await?;
    Farm::create_schema(&db, &Schema::new("farm3")?).await?;
    Farm::create_role(&db, &Schema::new("farm3")?).await?;
    assert_eq!(Farm::check_roles(&db).await?, []);
    Farm2Cow::insert(NewCow {}).execute(&db).await?;

    // As itself: since version 16 a membership is its grantor's to revoke.
    let revoke = "SET SESSION AUTHORIZATION deployer; REVOKE farm1 FROM deployer";
    client.batch_execute(revoke).await?;
    let found = Farm::check_roles(&db).await?;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        found[0].problem,
        "the connected user is not a member of role \"farm1\""
    );
    Farm::create_roles(&db).await?;
    assert_eq!(Farm::check_roles(&db).await?, []);

    let own = Farm::create_role(&db, &Schema::new("deployer")?).await;
    assert_eq!(own.unwrap_err().kind(), ErrorKind::InvalidInput);
    Ok(())
}

#[tokio::test]
async fn a_user_that_may_not_create_roles_is_told_so() -> TestResult {
    let (base, _db) = database().await;
    let client = plain_client(&base).await;
    client.batch_execute("CREATE ROLE nobody LOGIN").await?;
    let url = base.url().replace("postgres@", "nobody@");
    let db = Database::connect(&url).await?;
    let error = Client::create_roles(&db).await.unwrap_err();
    let code = error.code().map(tokio_postgres::error::SqlState::code);
    assert_eq!(code, Some("42501"), "{error}");
    Ok(())
}

#[tokio::test]
async fn what_an_extension_made_stays_as_it_is() -> TestResult {
    // The shared schema is `public`, where extensions are.
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    enum Plain {
        Plain1,
    }
    let (base, db) = database().await;
    let client = plain_client(&base).await;
    if client
        .execute("CREATE EXTENSION citext", &[])
        .await
        .is_err()
    {
        return Ok(()); // the server came without it
    }
    Plain::create_roles(&db).await?;
    assert_eq!(Plain::check_roles(&db).await?, []);
    client.execute("CREATE EXTENSION pg_trgm", &[]).await?;
    assert_eq!(Plain::check_roles(&db).await?, []);
    client
        .batch_execute(
            "SET ROLE plain1; SELECT 'A'::public.citext = 'a', public.similarity('a', 'b')",
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn checking_leaves_no_statement_behind() -> TestResult {
    let (base, _db) = database().await;
    let db = Database::builder(base.url()).max_connections(1).build()?;
    Client::create_roles(&db).await?;
    // Dropped at one point or another.
    for millis in 0..10 {
        let patience = Duration::from_millis(millis);
        let _ = tokio::time::timeout(patience, Client::check_roles(&db)).await;
    }
    assert_eq!(Client::check_roles(&db).await?, []);
    let session = db.session(Shared::<Client>::INSTANCE).await?;
    let statements = "SELECT count(*)::text FROM pg_prepared_statements";
    let rows = session.client().simple_query(statements).await?;
    let counts: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        })
        .collect();
    assert_eq!(counts, ["0"]);
    Ok(())
}
