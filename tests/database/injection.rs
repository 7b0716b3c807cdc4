//! Under the login role, injected SQL reads and changes nothing of another tenant, nor anything
//! that would help it to.

use std::collections::BTreeSet;

use tenant::{
    Route,
    embedded::{Server, TestDatabase},
    prelude::*,
};

use crate::{
    TestResult,
    model::{Client, Client1, Client1Person, Client2Person, person, plain_client},
    routes::{create_roles, route},
};

/// What is typed into a field that a careless program puts between quotes, as in [`careless`].
const INPUTS: [&str; 17] = [
    "' UNION SELECT name FROM client2.person --",
    "' UNION ALL SELECT name::text FROM common.country, client2.person --",
    "' OR EXISTS (SELECT FROM client2.person) --",
    "' || (SELECT name FROM client2.person LIMIT 1) || '",
    "' AND 1 = (SELECT 1 / count(*) FROM client2.person) --",
    "'; SELECT * FROM client2.person --",
    "'; DROP TABLE client2.person; --",
    "'; UPDATE client2.person SET name = 'x' --",
    "'; DELETE FROM client2.person --",
    "'; INSERT INTO client2.person (name, admin) VALUES ('x', true) --",
    "'; TRUNCATE client2.person CASCADE --",
    "'; COMMIT; DROP TABLE client2.person --",
    "'; SET ROLE client2; SELECT * FROM client2.person --",
    "'; RESET ROLE; SELECT * FROM client2.person --",
    "'; RESET SESSION AUTHORIZATION; DELETE FROM client2.person --",
    "'; SET search_path TO client2, common; DELETE FROM country --",
    "'; SELECT rolpassword FROM pg_authid --",
];

/// Whole statements.
const STATEMENTS: [&str; 100] = [
    // Reads.
    "TABLE client2.person",
    "SELECT count(*) FROM client2.person",
    "SELECT last_value FROM client2.person_id_seq",
    "SELECT client2.secret()",
    "SELECT * FROM client2.names",
    "SELECT * FROM client1.person, LATERAL (SELECT * FROM client2.person) other",
    "INSERT INTO client1.person (name, admin) SELECT name, admin FROM client2.person",
    "EXPLAIN ANALYZE SELECT * FROM client2.person",
    "PREPARE loot AS SELECT * FROM client2.person",
    "BEGIN; DECLARE loot CURSOR FOR SELECT * FROM client2.person",
    "DECLARE loot CURSOR WITH HOLD FOR SELECT * FROM client2.person",
    "COPY client2.person TO STDOUT",
    "COPY (SELECT * FROM client2.person) TO STDOUT",
    "SELECT 'client2.person'::regclass",
    "SELECT pg_relation_size('client2.person')",
    "SELECT * FROM pg_statistic",
    // By way of something of its own.
    "SELECT * INTO TEMPORARY loot FROM client2.person",
    "CREATE TEMPORARY TABLE loot AS TABLE client2.person",
    "CREATE TEMPORARY TABLE loot (LIKE client2.person)",
    "CREATE TEMPORARY TABLE loot () INHERITS (client2.person)",
    "CREATE TEMPORARY TABLE loot (person bigint REFERENCES client2.person)",
    "CREATE TEMPORARY VIEW loot AS SELECT * FROM client2.person",
    "CREATE VIEW client1.loot AS SELECT * FROM client2.person",
    "CREATE MATERIALIZED VIEW client1.loot AS SELECT * FROM client2.person",
    "CREATE FUNCTION pg_temp.loot() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM client2.person'",
    "CREATE FUNCTION client1.loot() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.loot(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
    "DO $$ BEGIN PERFORM * FROM client2.person; END $$",
    "DO $$ BEGIN EXECUTE 'DROP TABLE client2.person'; END $$",
    "DO $$ BEGIN EXECUTE format('DELETE FROM %I.person', 'client2'); END $$",
    "DO $$ BEGIN SET LOCAL ROLE client2; PERFORM * FROM client2.person; END $$",
    // Writes.
    "WITH gone AS (DELETE FROM client2.person RETURNING *) SELECT * FROM gone",
    "MERGE INTO client2.person USING client1.person mine ON true WHEN MATCHED THEN DELETE",
    "COPY client2.person FROM STDIN",
    "SELECT nextval('client2.person_id_seq')",
    "SELECT setval('client2.person_id_seq', 1000)",
    "BEGIN; LOCK TABLE client2.person",
    "UPDATE common.country SET name = 'x'",
    "INSERT INTO common.country VALUES ('XX', 'x')",
    "TRUNCATE common.country CASCADE",
    // Objects.
    "DROP SCHEMA client2 CASCADE",
    "ALTER SCHEMA client2 RENAME TO loot",
    "ALTER SCHEMA client2 OWNER TO client1",
    "ALTER TABLE client2.person ADD COLUMN loot int",
    "ALTER TABLE client2.person OWNER TO client1",
    "ALTER TABLE client2.person SET SCHEMA client1",
    "ALTER TABLE client2.person DISABLE TRIGGER ALL",
    "CREATE TABLE client2.loot ()",
    "CREATE VIEW client2.loot AS SELECT 1",
    "CREATE FUNCTION client2.loot() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE INDEX ON client2.person (name)",
    "CREATE TRIGGER loot BEFORE UPDATE ON client2.person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE POLICY loot ON client2.person USING (true)",
    "CREATE RULE loot AS ON DELETE TO client2.person DO INSTEAD NOTHING",
    "COMMENT ON TABLE client2.person IS 'x'",
    "ANALYZE client2.person",
    "SET search_path TO client2, common; CREATE TABLE loot ()",
    "SELECT set_config('search_path', 'client2, common', false); DROP TABLE country CASCADE",
    // Roles and privileges.
    "SET ROLE client2",
    "SET ROLE postgres",
    "BEGIN; SET LOCAL ROLE client2; DELETE FROM client2.person; COMMIT",
    "SET SESSION AUTHORIZATION client2",
    "SET SESSION AUTHORIZATION postgres; DROP TABLE client2.person",
    "SELECT set_config('role', 'client2', false)",
    "SELECT set_config('session_authorization', 'client2', true)",
    "GRANT SELECT ON client2.person TO client1",
    "GRANT USAGE ON SCHEMA client2 TO client1",
    "REVOKE ALL ON client2.person FROM client2",
    "GRANT client2 TO client1",
    "GRANT postgres TO client1",
    "GRANT pg_read_all_data TO client1",
    "ALTER ROLE client1 SUPERUSER",
    "ALTER ROLE client2 PASSWORD 'x'",
    "ALTER ROLE client2 SET search_path TO client1",
    "CREATE ROLE loot",
    "DROP ROLE client2",
    "REASSIGN OWNED BY client2 TO client1",
    "DROP OWNED BY client2",
    "ALTER DEFAULT PRIVILEGES FOR ROLE client2 GRANT SELECT ON TABLES TO client1",
    "ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA client2 GRANT SELECT ON TABLES TO client1",
    // The catalogs.
    "UPDATE pg_catalog.pg_class SET relacl = NULL",
    "INSERT INTO pg_catalog.pg_auth_members SELECT * FROM pg_catalog.pg_auth_members",
    "SELECT * FROM pg_catalog.pg_shadow",
    // The server and its files.
    "CREATE SCHEMA loot",
    "CREATE SCHEMA AUTHORIZATION client2",
    "CREATE DATABASE loot",
    "DROP DATABASE postgres",
    "ALTER SYSTEM SET row_security = off",
    "SET session_replication_role = replica",
    "CREATE PUBLICATION loot FOR TABLE client2.person",
    "CREATE EVENT TRIGGER loot ON ddl_command_start EXECUTE FUNCTION client1.loot()",
    "COPY client1.person TO PROGRAM 'cat'",
    "COPY client1.person (name) FROM '/etc/passwd'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('base')",
    "SELECT pg_reload_conf()",
    // Large objects, which have no schema.
    "SELECT lo_get(4242)",
    "SELECT lo_put(4242, 0, 'x')",
    "SELECT lo_unlink(4242)",
    "SELECT lo_import('/etc/passwd')",
];

/// A program that does not know of parameters.
fn careless(input: &str) -> String {
    format!("SELECT name FROM client1.person WHERE name = '{input}'")
}

/// More of the other tenant than a table.
const LOOT: &str = "
    CREATE VIEW client2.names AS SELECT name FROM client2.person;
    CREATE FUNCTION client2.secret() RETURNS text LANGUAGE sql AS $$ SELECT 'two' $$;
    SELECT lo_from_bytea(4242, 'two');
    INSERT INTO common.country VALUES ('NO', 'Norway');";

/// Every row that is not the injecting tenant's, every object, and every privilege.
const DUMP: &str = "
    SELECT 'person', person::text FROM client2.person
    UNION ALL SELECT 'acme', person::text FROM \"acme-corp\".person
    UNION ALL SELECT 'country', country::text FROM common.country
    UNION ALL SELECT 'event', event::text FROM audit.event
    UNION ALL SELECT 'sequence', (last_value, is_called)::text FROM client2.person_id_seq
    UNION ALL SELECT 'large object', (loid, data)::text FROM pg_largeobject
    UNION ALL SELECT 'lomacl', (oid, lomowner, lomacl)::text FROM pg_largeobject_metadata
    UNION ALL SELECT 'namespace', (oid, nspname, nspowner, nspacl)::text FROM pg_namespace
    UNION ALL SELECT 'class', (oid, relname, relnamespace, relowner, relkind, relacl, relhasrules,
                               relhastriggers, relrowsecurity, relnatts)::text FROM pg_class
    UNION ALL SELECT 'attribute', (attrelid, attnum, attname, atttypid, attacl)::text
              FROM pg_attribute
    UNION ALL SELECT 'proc', (oid, proname, pronamespace, proowner, prosrc, proacl)::text
              FROM pg_proc
    UNION ALL SELECT 'default', (defaclrole, defaclnamespace, defaclobjtype, defaclacl)::text
              FROM pg_default_acl
    UNION ALL SELECT 'role', authid::text FROM pg_authid authid
    UNION ALL SELECT 'member', member::text FROM pg_auth_members member
    UNION ALL SELECT 'setting', (setdatabase, setrole, setconfig)::text FROM pg_db_role_setting
    UNION ALL SELECT 'database', (oid, datname, datdba, datacl)::text FROM pg_database
    UNION ALL SELECT 'file setting', (name, setting)::text FROM pg_file_settings
    UNION ALL SELECT 'publication', pubname::text FROM pg_publication
    UNION ALL SELECT 'comment', description::text FROM pg_description
    ORDER BY 1, 2";

async fn dump(client: &tokio_postgres::Client) -> Result<Vec<(String, String)>> {
    let rows = client.query(DUMP, &[]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// A server of its own, since roles are the server's.
async fn start() -> (Server, TestDatabase, Database) {
    let server = tokio::task::spawn_blocking(Server::start);
    let server = server.await.expect("no panic").expect("a server");
    let database = TestDatabase::create_on(server.url()).await;
    let database = database.expect("a database");
    create_roles(&database).await;
    let owner = Database::connect(database.url()).await.expect("a server");
    Client::create_all(&owner).await.expect("tables");
    let login: Route = route("login_role");
    let db = Database::builder(database.url()).route(login).build();
    (server, database, db.expect("the route can work"))
}

#[tokio::test]
async fn injected_sql_stops_at_the_login_role() -> TestResult {
    let (_server, database, db) = start().await;
    Client1Person::insert(person("one")).execute(&db).await?;
    Client2Person::insert(person("two")).execute(&db).await?;
    let owner = plain_client(&database).await;
    owner.batch_execute(LOOT).await?;
    let before = dump(&owner).await?;

    let inputs = INPUTS.map(careless).into_iter();
    let payloads: BTreeSet<String> = inputs.chain(STATEMENTS.map(String::from)).collect();
    assert_eq!(payloads.len(), INPUTS.len() + STATEMENTS.len());
    let mut passed = Vec::new();
    for payload in &payloads {
        let session = db.session(Client1).await?;
        let result = session.client().batch_execute(payload).await;
        let code = result.err().and_then(|error| error.code().cloned());
        if code.as_ref().map(tokio_postgres::error::SqlState::code) != Some("42501") {
            passed.push((payload, code));
        }
    }
    assert!(passed.is_empty(), "{passed:#?}");

    let after = dump(&owner).await?;
    assert!(before.len() > 1_000, "{} facts", before.len());
    let before: BTreeSet<_> = before.into_iter().collect();
    let after: BTreeSet<_> = after.into_iter().collect();
    let changed: Vec<_> = before.symmetric_difference(&after).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    // The tenant's own rows are as much in reach as before.
    assert_eq!(Client1Person::all().count(&db).await?, 1);
    Ok(())
}
