//! Each kind of deviation: planted, found, and mended by the statements that come with it.

use tenant::prelude::*;

use crate::{TestResult, model::plain_client, roles::database};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "wards")]
pub enum Ward {
    Ward1,
    Ward2,
    #[tenant(schema = "ward \"3\"")]
    Ward3,
}

#[derive(Entity, Debug)]
#[tenant(set = Ward)]
pub struct Bed {
    #[tenant(key, generated)]
    pub id: i64,
    #[tenant(references = Kind)]
    pub kind: Option<String>,
}

#[derive(Entity, Debug)]
#[tenant(set = Ward, shared)]
pub struct Kind {
    #[tenant(key)]
    pub code: String,
}

#[derive(Entity, Debug)]
#[tenant(set = Ward, schema = "vault")]
pub struct Secret {
    #[tenant(key)]
    pub id: i64,
}

/// What is there besides the set's tables.
const MORE: &str = r#"
    CREATE ROLE outsider;
    SET ROLE wards_owner;
    CREATE SEQUENCE ward1.counter;
    CREATE FUNCTION ward1.f(a integer, b text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION wards.g() RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE VIEW "ward ""3"""."a ""view""" AS SELECT 1 AS one;
    CREATE TYPE ward1.mood AS ENUM ('good', 'bad');
    RESET ROLE;
    CREATE SCHEMA elsewhere;
    CREATE TABLE elsewhere.t (a integer, b integer);"#;

/// A deviation, and what its problem says.
const PLANTED: &[(&str, &str)] = &[
    // Attributes.
    (
        "ALTER ROLE ward1 SUPERUSER",
        r#"role "ward1" has the attribute SUPERUSER"#,
    ),
    (
        "ALTER ROLE ward1 BYPASSRLS",
        r#""ward1" has the attribute BYPASSRLS"#,
    ),
    (
        "ALTER ROLE ward1 CREATEROLE",
        r#""ward1" has the attribute CREATEROLE"#,
    ),
    (
        "ALTER ROLE ward1 CREATEDB",
        r#""ward1" has the attribute CREATEDB"#,
    ),
    (
        "ALTER ROLE ward1 REPLICATION",
        r#""ward1" has the attribute REPLICATION"#,
    ),
    (
        "ALTER ROLE wards_owner LOGIN",
        r#""wards_owner" can log in"#,
    ),
    // Memberships and the path.
    (
        "GRANT ward2 TO ward1",
        r#""ward1" is a member of role "ward2""#,
    ),
    (
        "ALTER ROLE ward2 NOINHERIT; GRANT outsider TO ward2",
        r#""ward2" is a member of role "outsider""#,
    ),
    (
        "REVOKE wards_reader FROM ward2; ALTER ROLE ward2 NOINHERIT; GRANT wards_reader TO ward2",
        r#""ward2" does not inherit role "wards_reader""#,
    ),
    (
        "REVOKE wards_reader FROM ward1",
        r#""ward1" does not inherit role "wards_reader""#,
    ),
    (
        "GRANT wards_reader TO ward1 WITH ADMIN OPTION",
        r#""ward1" may make others members of role "wards_reader""#,
    ),
    (
        "GRANT pg_read_all_data TO wards_reader",
        r#""wards_reader" is a member of role "pg_read_all_data""#,
    ),
    (
        r#"DO $$BEGIN EXECUTE format('ALTER ROLE "ward ""3""" IN DATABASE %I SET search_path = ward1', current_database()); END$$"#,
        r#""ward ""3""" lacks its search_path"#,
    ),
    // Owners.
    (
        "ALTER TABLE ward1.bed OWNER TO ward1",
        r#""ward1" owns table ward1.bed"#,
    ),
    (
        "ALTER FUNCTION wards.g() OWNER TO ward2",
        r#""ward2" owns function wards.g()"#,
    ),
    (
        "ALTER TABLE elsewhere.t OWNER TO ward1",
        r#""ward1" owns table elsewhere.t"#,
    ),
    (
        "ALTER TABLE vault.secret OWNER TO outsider",
        r#"table vault.secret belongs to role "outsider""#,
    ),
    (
        "ALTER TYPE ward1.mood OWNER TO outsider; ALTER SEQUENCE ward1.counter OWNER TO outsider",
        r#"type ward1.mood belongs to role "outsider""#,
    ),
    (
        "ALTER SCHEMA ward1 OWNER TO outsider",
        r#"schema "ward1" belongs to role "outsider""#,
    ),
    (
        "DROP SCHEMA ward2 CASCADE",
        r#"schema "ward2" does not exist"#,
    ),
    // The database and other schemas.
    (
        "DO $$BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ward1', current_database()); END$$",
        r#""ward1" has CREATE on database"#,
    ),
    (
        "DO $$BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM wards_owner', current_database()); END$$",
        r#""wards_owner" lacks CREATE on database"#,
    ),
    (
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        r#"PUBLIC has CREATE on schema "public""#,
    ),
    (
        "GRANT CREATE ON SCHEMA public TO ward2",
        r#""ward2" has CREATE on schema "public""#,
    ),
    (
        "GRANT SELECT (b) ON elsewhere.t TO ward1",
        r#""ward1" has SELECT ("b") on table "elsewhere"."t""#,
    ),
    (
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO ward1",
        r#""ward1" has EXECUTE on routine pg_catalog.pg_read_file"#,
    ),
    (
        "GRANT USAGE ON TYPE ward1.mood TO ward2",
        r#""ward2" has privileges on type ward1.mood"#,
    ),
    // Schemas.
    (
        "GRANT USAGE ON SCHEMA ward2 TO PUBLIC",
        r#"PUBLIC has USAGE on schema "ward2""#,
    ),
    (
        "GRANT USAGE ON SCHEMA vault TO ward1",
        r#""ward1" has USAGE on schema "vault""#,
    ),
    (
        "GRANT CREATE ON SCHEMA ward1 TO ward1",
        r#""ward1" has CREATE on schema "ward1""#,
    ),
    (
        "REVOKE USAGE ON SCHEMA wards FROM wards_reader",
        r#""wards_reader" lacks USAGE on schema "wards""#,
    ),
    // Tables and columns.
    (
        "GRANT SELECT ON ward1.bed TO ward2",
        r#""ward2" has SELECT on table "ward1"."bed""#,
    ),
    (
        "GRANT SELECT ON ward1.bed TO PUBLIC",
        r#"PUBLIC has SELECT on table "ward1"."bed""#,
    ),
    (
        "GRANT TRUNCATE, TRIGGER, REFERENCES ON ward1.bed TO ward1",
        r#""ward1" has REFERENCES, TRIGGER, TRUNCATE on table "ward1"."bed""#,
    ),
    (
        "REVOKE INSERT, UPDATE ON ward1.bed FROM ward1",
        r#""ward1" lacks INSERT, UPDATE on table "ward1"."bed""#,
    ),
    (
        "GRANT INSERT ON wards.kind TO wards_reader",
        r#""wards_reader" has INSERT on table "wards"."kind""#,
    ),
    (
        "GRANT SELECT ON wards.kind TO outsider",
        r#""outsider" has SELECT on table "wards"."kind""#,
    ),
    (
        r#"GRANT ALL ON "ward ""3"""."a ""view""" TO ward1"#,
        r#"TRUNCATE, UPDATE on table "ward ""3"""."a ""view"""#,
    ),
    (
        "GRANT UPDATE (kind), SELECT (id) ON ward1.bed TO ward2",
        r#""ward2" has SELECT ("id"), UPDATE ("kind") on table "ward1"."bed""#,
    ),
    // The right to grant.
    (
        "GRANT SELECT ON ward1.bed TO ward1 WITH GRANT OPTION",
        r#""ward1" may grant SELECT on table "ward1"."bed""#,
    ),
    (
        "GRANT SELECT ON ward1.bed TO ward1 WITH GRANT OPTION; \
         SET ROLE ward1; GRANT SELECT ON ward1.bed TO ward2; RESET ROLE",
        r#""ward2" has SELECT on table "ward1"."bed", granted by role "ward1""#,
    ),
    (
        "GRANT UPDATE ON ward1.bed TO outsider WITH GRANT OPTION; \
         GRANT USAGE ON SCHEMA ward1 TO outsider; REVOKE UPDATE ON ward1.bed FROM ward1; \
         SET ROLE outsider; GRANT UPDATE ON ward1.bed TO ward1; RESET ROLE",
        r#""ward1" has UPDATE on table "ward1"."bed", granted by role "outsider""#,
    ),
    // Sequences and routines.
    (
        "REVOKE USAGE ON SEQUENCE ward1.bed_id_seq FROM ward1",
        r#""ward1" lacks USAGE on sequence "ward1"."bed_id_seq""#,
    ),
    (
        "GRANT UPDATE ON SEQUENCE ward1.counter TO ward2",
        r#""ward2" has UPDATE on sequence "ward1"."counter""#,
    ),
    (
        "GRANT EXECUTE ON FUNCTION ward1.f TO PUBLIC",
        "PUBLIC has EXECUTE on routine ward1.f(integer,",
    ),
    (
        "REVOKE EXECUTE ON FUNCTION wards.g FROM wards_reader",
        r#""wards_reader" lacks EXECUTE on routine wards.g()"#,
    ),
    (
        "CREATE OR REPLACE FUNCTION ward1.h() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "routine ward1.h() belongs to",
    ),
    // Default privileges.
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE wards_owner IN SCHEMA ward1 REVOKE SELECT ON TABLES FROM ward1",
        r#""ward1" lacks SELECT on future tables of role "wards_owner" in schema "ward1""#,
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE wards_owner IN SCHEMA ward1 GRANT SELECT ON TABLES TO PUBLIC",
        r#"PUBLIC has SELECT on future tables of role "wards_owner" in schema "ward1""#,
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE wards_owner GRANT USAGE ON SEQUENCES TO ward2 WITH GRANT OPTION",
        r#""ward2" has USAGE on future sequences of role "wards_owner""#,
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE wards_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
        r#"PUBLIC has EXECUTE on future routines of role "wards_owner""#,
    ),
    (
        "ALTER DEFAULT PRIVILEGES IN SCHEMA elsewhere GRANT INSERT ON TABLES TO ward1",
        r#""ward1" has INSERT on future tables of role "postgres" in schema "elsewhere""#,
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE outsider IN SCHEMA ward1 GRANT EXECUTE ON FUNCTIONS TO outsider, ward2",
        r#""ward2" has EXECUTE on future routines of role "outsider" in schema "ward1""#,
    ),
    // A role that is gone.
    (
        "DROP OWNED BY ward2; DROP ROLE ward2",
        r#"role "ward2" does not exist"#,
    ),
    (
        "DROP OWNED BY wards_reader; DROP ROLE wards_reader",
        r#"role "wards_reader" does not exist"#,
    ),
    (
        "REASSIGN OWNED BY wards_owner TO postgres; DROP OWNED BY wards_owner; DROP ROLE wards_owner",
        r#"role "wards_owner" does not exist"#,
    ),
];

/// Those that need a newer version of the server.
const PLANTED_SINCE: &[(i32, &str, &str)] = &[
    (
        160_000,
        "REVOKE wards_reader FROM ward1; GRANT wards_reader TO ward1 WITH INHERIT FALSE",
        r#""ward1" does not inherit role "wards_reader""#,
    ),
    (
        160_000,
        "GRANT outsider TO ward1 WITH ADMIN OPTION; \
         SET ROLE ward1; GRANT outsider TO ward2 WITH INHERIT FALSE; RESET ROLE",
        r#""ward2" is a member of role "outsider""#,
    ),
    (
        170_000,
        "GRANT MAINTAIN ON ward1.bed TO ward1",
        r#""ward1" has MAINTAIN on table "ward1"."bed""#,
    ),
];

/// Runs what mends the findings, and expects that nothing is left to find.
async fn mend(client: &tokio_postgres::Client, db: &Database, planted: &str) -> TestResult {
    for finding in Ward::check_roles(db).await? {
        let mended = client.batch_execute(&finding.mend).await;
        mended.map_err(|error| format!("{planted}: {finding}: {error:?}"))?;
    }
    assert_eq!(Ward::check_roles(db).await?, [], "{planted}");
    Ok(())
}

// One test, as all of it is about the same roles of one cluster.
#[tokio::test]
async fn every_deviation_is_found_and_mended() -> TestResult {
    let (base, db) = database().await;
    let client = plain_client(&base).await;
    Ward::create_roles(&db).await?;
    assert_eq!(Ward::check_roles(&db).await?, []);
    Ward::create_all(&db).await?;
    client.batch_execute(MORE).await?;
    assert_eq!(Ward::check_roles(&db).await?, []);

    let found = |findings: &[_], problem: &str| {
        let is = |finding: &tenant::Finding| finding.problem.contains(problem);
        assert!(findings.iter().any(is), "{problem}: {findings:#?}");
    };
    let version = "SELECT current_setting('server_version_num')::integer";
    let version: i32 = client.query_one(version, &[]).await?.get(0);
    let newer = PLANTED_SINCE.iter().filter(|one| version >= one.0);
    let planted = newer.map(|(_, sql, problem)| (sql, problem));
    // Each alone, so that none hides another.
    for (sql, problem) in PLANTED
        .iter()
        .map(|(sql, problem)| (sql, problem))
        .chain(planted)
    {
        let planted = client.batch_execute(sql).await;
        planted.map_err(|error| format!("{sql}: {error:?}"))?;
        found(&Ward::check_roles(&db).await?, problem);
        mend(&client, &db, sql).await?;
        if sql.contains("DROP SCHEMA") {
            Ward::create_all(&db).await?;
            assert_eq!(Ward::check_roles(&db).await?, []);
        }
    }
    // And all together, but for those that remove what others are about.
    let together: Vec<_> = PLANTED
        .iter()
        .filter(|(sql, _)| !sql.contains("DROP"))
        .collect();
    for (sql, _) in &together {
        let planted = client.batch_execute(sql).await;
        planted.map_err(|error| format!("{sql}: {error:?}"))?;
    }
    assert!(Ward::check_roles(&db).await?.len() > together.len() / 2);
    mend(&client, &db, "all").await
}

#[tokio::test]
async fn a_missing_privilege_is_granted_by_creating_again_and_others_are_left() -> TestResult {
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "shops")]
    enum Shop {
        Shop1,
    }
    let (base, db) = database().await;
    let client = plain_client(&base).await;
    Shop::create_roles(&db).await?;
    client
        .batch_execute(
            "CREATE TABLE shop1.item (id integer);
             CREATE ROLE reports;
             GRANT USAGE ON SCHEMA shop1 TO reports;
             GRANT USAGE ON SCHEMA shop1 TO PUBLIC;
             REVOKE shops_reader FROM shop1",
        )
        .await?;
    Shop::create_roles(&db).await?;
    let left = Shop::check_roles(&db).await?;
    assert_eq!(left.len(), 1, "{left:#?}");
    assert_eq!(
        left[0].to_string(),
        "role \"reports\" has USAGE on schema \"shop1\"; mend it with: \
         REVOKE USAGE ON SCHEMA \"shop1\" FROM \"reports\" CASCADE"
    );
    Ok(())
}
