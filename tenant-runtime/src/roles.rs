//! A role per tenant: made, and checked against what the server says.

use std::{collections::BTreeSet, fmt, fmt::Write};

use crate::{
    Database, Result,
    ddl::run_alone,
    set::TenantSet,
    sql::{literal, quoted},
};

/// A privilege too many or missing, as [`TenantSet::check_roles`] reports it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What is wrong.
    pub problem: String,
    /// The statement that mends it.
    pub mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; mend it with: {}", self.problem, self.mend)
    }
}

const OWN_TABLES: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];
const SHARED_TABLES: [&str; 1] = ["SELECT"];

pub(crate) async fn create<S: TenantSet>(db: &Database) -> Result<()> {
    run_alone(db, &shared_script::<S>()).await?;
    for schema in S::SCHEMAS {
        run_alone(db, &tenant_script(schema, S::SHARED)).await?;
    }
    Ok(())
}

/// What everybody could do in the shared schema, nobody can.
fn shared_script<S: TenantSet>() -> String {
    let shared = quoted(S::SHARED);
    format!(
        "CREATE SCHEMA IF NOT EXISTS {shared};
         REVOKE ALL ON SCHEMA {shared} FROM PUBLIC;
         REVOKE ALL ON ALL TABLES IN SCHEMA {shared} FROM PUBLIC;
         ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
    )
}

/// Makes a tenant's role; default privileges come before the tables that they are for.
fn tenant_script(schema: &str, shared: &str) -> String {
    let (role, schema_name, shared_name) = (quoted(schema), quoted(schema), quoted(shared));
    let mut script = String::new();
    // A role belongs to the cluster, where the lock of this database holds nobody up.
    let make = format!("CREATE ROLE {role} NOLOGIN");
    let _ = write!(
        script,
        "DO {body};
         GRANT {role} TO CURRENT_USER;
         CREATE SCHEMA IF NOT EXISTS {schema_name};
         REVOKE ALL ON SCHEMA {schema_name} FROM PUBLIC;
         REVOKE ALL ON ALL TABLES IN SCHEMA {schema_name} FROM PUBLIC;
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema_name} GRANT {own} ON TABLES TO {role};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema_name} GRANT USAGE ON SEQUENCES TO {role};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {schema_name} GRANT EXECUTE ON FUNCTIONS TO {role};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {shared_name} GRANT {read} ON TABLES TO {role};
         ALTER DEFAULT PRIVILEGES IN SCHEMA {shared_name} GRANT EXECUTE ON FUNCTIONS TO {role};
         GRANT USAGE ON SCHEMA {schema_name}, {shared_name} TO {role};
         GRANT {own} ON ALL TABLES IN SCHEMA {schema_name} TO {role};
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema_name} TO {role};
         GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema_name}, {shared_name} TO {role};
         GRANT {read} ON ALL TABLES IN SCHEMA {shared_name} TO {role};
         DO {path};",
        body = literal(&format!(
            "BEGIN {make}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END"
        )),
        own = OWN_TABLES.join(", "),
        read = SHARED_TABLES.join(", "),
        path = literal(&format!(
            "BEGIN EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path TO \"$user\", %I', {}, current_database(), {}); END",
            literal(schema),
            literal(shared)
        )),
    );
    script
}

/// What each role may do with each schema of the set, or with a table in one; a query for
/// (role, kind, name, privilege).
///
/// Roles that are superusers or members of others are judged by what they can do in effect.
const HELD: &str = "
    SELECT role.rolname::text, 'SCHEMA', ns.nspname::text, ''::text, privilege.name
    FROM pg_catalog.pg_roles role, pg_catalog.pg_namespace ns,
         (VALUES ('USAGE'), ('CREATE')) privilege (name)
    WHERE role.rolname = ANY($1) AND ns.nspname = ANY($2)
      AND pg_catalog.has_schema_privilege(role.oid, ns.oid, privilege.name)
    UNION ALL
    SELECT role.rolname, 'TABLE', ns.nspname, class.relname, privilege.name
    FROM pg_catalog.pg_roles role,
         pg_catalog.pg_class class JOIN pg_catalog.pg_namespace ns ON ns.oid = class.relnamespace,
         (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) privilege (name)
    WHERE role.rolname = ANY($1) AND ns.nspname = ANY($2) AND class.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND pg_catalog.has_table_privilege(role.oid, class.oid, privilege.name)";

const TABLES: &str = "
    SELECT ns.nspname::text, class.relname::text
    FROM pg_catalog.pg_class class JOIN pg_catalog.pg_namespace ns ON ns.oid = class.relnamespace
    WHERE ns.nspname = ANY($1) AND class.relkind IN ('r', 'p', 'v', 'm', 'f')";

const ROLES: &str = "SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolname = ANY($1)";

/// One privilege of one role.
type Privilege = (String, String, String, String, String);

pub(crate) async fn check<S: TenantSet>(db: &Database) -> Result<Vec<Finding>> {
    let connection = db.connection().await?;
    let client = &connection.client;
    let mut schemas: Vec<&str> = S::SCHEMAS.to_vec();
    schemas.push(S::SHARED);
    let roles = client.query(ROLES, &[&S::SCHEMAS]).await?;
    let roles: BTreeSet<String> = roles.iter().map(|row| row.get(0)).collect();
    let tables = client.query(TABLES, &[&schemas]).await?;
    let held = client.query(HELD, &[&S::SCHEMAS, &schemas]).await?;
    let held: BTreeSet<Privilege> = held
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
        .collect();

    let mut due: BTreeSet<Privilege> = BTreeSet::new();
    let mut findings = Vec::new();
    for tenant in S::SCHEMAS {
        if !roles.contains(*tenant) {
            findings.push(Finding {
                problem: format!("tenant `{tenant}` has no role"),
                mend: format!("CREATE ROLE {} NOLOGIN", quoted(tenant)),
            });
            continue;
        }
        let mut expect = |kind: &str, schema: &str, table: &str, privilege: &str| {
            due.insert((
                (*tenant).into(),
                kind.into(),
                schema.into(),
                table.into(),
                privilege.into(),
            ));
        };
        expect("SCHEMA", tenant, "", "USAGE");
        expect("SCHEMA", S::SHARED, "", "USAGE");
        for row in &tables {
            let (schema, table): (String, String) = (row.get(0), row.get(1));
            let privileges: &[&str] = if schema == *tenant {
                &OWN_TABLES
            } else if schema == S::SHARED {
                &SHARED_TABLES
            } else {
                &[]
            };
            for privilege in privileges {
                expect("TABLE", &schema, &table, privilege);
            }
        }
    }
    findings.extend(
        due.difference(&held)
            .map(|privilege| describe(privilege, true)),
    );
    findings.extend(
        held.difference(&due)
            .map(|privilege| describe(privilege, false)),
    );
    Ok(findings)
}

fn describe((role, kind, schema, table, privilege): &Privilege, missing: bool) -> Finding {
    let object = if table.is_empty() {
        quoted(schema)
    } else {
        format!("{}.{}", quoted(schema), quoted(table))
    };
    let role = quoted(role);
    if missing {
        Finding {
            problem: format!("role {role} lacks {privilege} on {object}"),
            mend: format!("GRANT {privilege} ON {kind} {object} TO {role}"),
        }
    } else {
        // Everybody's privileges are each role's, too.
        Finding {
            problem: format!("role {role} has {privilege} on {object}"),
            mend: format!("REVOKE {privilege} ON {kind} {object} FROM {role}, PUBLIC"),
        }
    }
}
