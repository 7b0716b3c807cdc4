//! Making and dropping schemas.

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{
        Client, Client1, Client1Person, Client2, Client2Person, Person, database, empty_database,
        person, plain_client,
    },
};

async fn relations(client: &tokio_postgres::Client, schema: &str) -> Vec<String> {
    let query = "SELECT relname::text FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1)) \
                 AND relkind IN ('r', 'i') ORDER BY relname COLLATE \"C\"";
    let rows = client
        .query(query, &[&schema])
        .await
        .expect("the catalog can be read");
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn every_schema_gets_its_tables_and_a_second_run_changes_nothing() -> TestResult {
    let (server, db) = database().await;
    let client = plain_client(&server).await;
    let tenant = [
        "login",
        "login_pkey",
        "person",
        "person_country_idx",
        "person_email_key",
        "person_pkey",
    ];
    for schema in Client::SCHEMAS {
        assert_eq!(relations(&client, schema).await, tenant, "{schema}");
    }
    assert_eq!(
        relations(&client, "common").await,
        ["country", "country_pkey"]
    );
    assert_eq!(relations(&client, "audit").await, ["event", "event_pkey"]);
    assert!(relations(&client, "public").await.is_empty());
    Client1Person::insert(person("Ada")).execute(&db).await?;
    Client::create_all(&db).await?;
    assert_eq!(Client1Person::all().count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn many_at_once_do_not_collide() -> TestResult {
    let (server, _db) = empty_database().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        // A pool each, as processes would have.
        let db = Database::builder(server.url()).max_connections(1).build()?;
        tasks.spawn(async move { Client::create_all(&db).await });
    }
    while let Some(result) = tasks.join_next().await {
        result??;
    }
    Ok(())
}

#[tokio::test]
async fn a_schema_of_run_time_lives_and_goes() -> TestResult {
    let (server, db) = database().await;
    let fresh = Schema::new("Client \"2041\"")?;
    Client::create_schema(&db, &fresh).await?;
    Client::create_schema(&db, &fresh).await?;
    Person::of(fresh).insert(person("Ada")).execute(&db).await?;
    assert_eq!(Person::of(fresh).all().count(&db).await?, 1);
    assert_eq!(Client1Person::all().count(&db).await?, 0);
    Client::drop_schema(&db, &fresh).await?;
    Client::drop_schema(&db, &fresh).await?;
    let client = plain_client(&server).await;
    assert!(relations(&client, fresh.name()).await.is_empty());
    let error = Person::of(fresh).all().count(&db).await.unwrap_err();
    let code = error
        .code()
        .map_or("", tokio_postgres::error::SqlState::code);
    assert!(
        crate::routes::codes_of_a_missing_schema().contains(&code),
        "{error}"
    );
    assert_eq!(error.schema(), Some("Client \"2041\""));
    Ok(())
}

#[tokio::test]
async fn one_tenant_is_dropped_without_the_others() -> TestResult {
    let (_server, db) = database().await;
    Client2Person::insert(person("Bob")).execute(&db).await?;
    Client::drop_schema(&db, &Client1).await?;
    assert!(Client1Person::all().count(&db).await.is_err());
    assert_eq!(Client2Person::all().count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn what_all_tenants_share_is_not_dropped_with_one() -> TestResult {
    let (_server, db) = database().await;
    for schema in ["common", "audit"] {
        let error = Client::drop_schema(&db, &Schema::new(schema)?)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{schema}");
        let error = Client::create_schema(&db, &Schema::new(schema)?)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{schema}");
    }
    Ok(())
}

#[tokio::test]
async fn a_failure_leaves_no_half_made_schema() -> TestResult {
    let (server, db) = empty_database().await;
    let client = plain_client(&server).await;
    client
        .batch_execute("CREATE SCHEMA client2; CREATE VIEW client2.person AS SELECT 1 AS id")
        .await?;
    // The view stands where the table should: the foreign key of `login` cannot reference it.
    let error = Client::create_all(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Database);
    assert!(
        relations(&client, "client2").await.is_empty(),
        "rolled back as a whole"
    );
    assert!(
        !relations(&client, "client1").await.is_empty(),
        "made before"
    );
    Ok(())
}

#[tokio::test]
async fn constraints_of_the_definition_hold() -> TestResult {
    let (server, db) = database().await;
    let client = plain_client(&server).await;
    let insert =
        "INSERT INTO client1.person (name, admin, standing, balance) VALUES ('x', false, $1, $2)";
    let error = client
        .execute(insert, &[&"unknown", &0_i64])
        .await
        .unwrap_err();
    let constraint = error.as_db_error().and_then(|error| error.constraint());
    assert_eq!(constraint, Some("person_standing_check"));
    let error = client
        .execute(insert, &[&"on_hold", &-100_001_i64])
        .await
        .unwrap_err();
    let constraint = error.as_db_error().and_then(|error| error.constraint());
    assert_eq!(constraint, Some("person_balance_check"));
    assert_eq!(client.execute(insert, &[&"on_hold", &0_i64]).await?, 1);
    assert!(Client1Person::all().fetch_one(&db).await.is_ok());
    Ok(())
}

#[test]
fn the_statements_are_to_be_had_as_text() -> TestResult {
    let text = Client::ddl(&Client2)?;
    assert_eq!(
        text,
        r#"CREATE SCHEMA IF NOT EXISTS "client2";
CREATE TABLE IF NOT EXISTS "client2"."person" (
    "id" bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
    "name" text NOT NULL,
    "email" text,
    "country" text,
    "standing" text DEFAULT ('active') NOT NULL,
    "balance" bigint DEFAULT (0) NOT NULL,
    "admin" boolean NOT NULL,
    CONSTRAINT "person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "person_email_key" UNIQUE ("email"),
    CONSTRAINT "person_standing_check" CHECK ("standing" IN ('active', 'on_hold')),
    CONSTRAINT "person_balance_check" CHECK (balance >= -100000),
    CONSTRAINT "person_country_fkey" FOREIGN KEY ("country") REFERENCES "common"."country" ("code")
);
CREATE INDEX IF NOT EXISTS "person_country_idx" ON "client2"."person" ("country");
CREATE TABLE IF NOT EXISTS "client2"."login" (
    "person" bigint NOT NULL,
    "day" integer NOT NULL,
    "count" integer NOT NULL,
    CONSTRAINT "login_pkey" PRIMARY KEY ("person", "day"),
    CONSTRAINT "login_person_fkey" FOREIGN KEY ("person") REFERENCES "client2"."person" ("id") ON DELETE CASCADE
);
"#
    );
    assert!(Client::shared_ddl()?.contains(r#"CREATE TABLE IF NOT EXISTS "common"."country""#));
    Ok(())
}

mod circle {
    //! Tables that reference each other, and themselves.

    use super::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Firm {
        North,
        South,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Firm)]
    pub(crate) struct Team {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(references = Worker, on_delete = set_null)]
        pub(crate) lead: Option<i64>,
        #[tenant(references = Team)]
        pub(crate) parent: Option<i64>,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Firm)]
    pub(crate) struct Worker {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(references = Team)]
        pub(crate) team: i64,
    }

    #[tokio::test]
    async fn tables_may_reference_each_other() -> TestResult {
        let (_server, db) = empty_database().await;
        Firm::create_all(&db).await?;
        Firm::create_all(&db).await?;
        NorthTeam::insert(Team {
            id: 1,
            lead: None,
            parent: None,
        })
        .execute(&db)
        .await?;
        NorthWorker::insert(Worker { id: 2, team: 1 })
            .execute(&db)
            .await?;
        NorthTeam::find(1)
            .set(|team| team.lead.to(2))
            .execute(&db)
            .await?;
        let orphan = SouthWorker::insert(Worker { id: 2, team: 1 })
            .execute(&db)
            .await;
        assert_eq!(orphan.unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
        Ok(())
    }
}

mod once {
    //! Tables that live once, in schemas of their own, referencing each other.

    use super::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "m_shared")]
    pub(crate) enum Org {
        East,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Org, shared)]
    pub(crate) struct Land {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(references = Zone)]
        pub(crate) zone: Option<i64>,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Org, schema = "a_first")]
    pub(crate) struct Audit {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(references = Land)]
        pub(crate) land: i64,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Org, schema = "z_last")]
    pub(crate) struct Zone {
        #[tenant(key)]
        pub(crate) id: i64,
    }

    #[tokio::test]
    async fn tables_that_live_once_reference_each_other_across_schemas() -> TestResult {
        let (_server, db) = empty_database().await;
        Org::create_all(&db).await?;
        Org::create_all(&db).await?;
        FixedZone::insert(Zone { id: 1 }).execute(&db).await?;
        let land = Land {
            id: 1,
            zone: Some(1),
        };
        SharedLand::insert(land).execute(&db).await?;
        let lost = FixedAudit::insert(Audit { id: 1, land: 2 })
            .execute(&db)
            .await;
        assert_eq!(lost.unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
        Ok(())
    }
}

mod clash {
    //! Definitions that would make one name mean two things.

    use super::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Co {
        West,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Co)]
    #[allow(dead_code)]
    pub(crate) struct User {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(index)]
        pub(crate) group_name: String,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Co)]
    #[allow(dead_code)]
    pub(crate) struct UserGroup {
        #[tenant(key)]
        pub(crate) id: i64,
        #[tenant(index)]
        pub(crate) name: String,
    }

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Mill {
        South,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Mill, schema = "south")]
    #[allow(dead_code)]
    pub(crate) struct Log {
        #[tenant(key)]
        pub(crate) id: i64,
    }

    #[test]
    fn two_indexes_of_one_name_are_refused() {
        let error = Co::ddl(&West).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let text = error.to_string();
        assert!(
            text.starts_with(
                "entities `User` and `UserGroup` both make a table or index `user_group_name_idx`"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_fixed_schema_cannot_be_a_tenants() {
        let error = Mill::ddl(&South).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let text = error.to_string();
        assert!(text.contains("schema `south` of entity `Log`"), "{text}");
    }
}
