//! Privileges on what exists: schemas, tables, columns, sequences and routines.

use std::collections::BTreeMap;

use tokio_postgres::{Row, types::Type};

use crate::{
    Result,
    roles::{
        Deviation, OnCreate,
        check::Catalog,
        grants::{self, Due, Held, Subject},
        plan::Plan,
    },
    sql::quoted,
};

pub(super) const OWN_TABLES: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE"];
pub(super) const SHARED_TABLES: &[&str] = &["SELECT"];
pub(super) const OWN_SEQUENCES: &[&str] = &["USAGE"];
pub(super) const ROUTINES: &[&str] = &["EXECUTE"];
const SCHEMA: &[&str] = &["USAGE"];

/// The objects of the set with whoever may do anything with them but their owners; and of all other
/// objects, those that the tenants' roles were granted anything on, or where PUBLIC may create.
///
/// What an extension made is not of the set, wherever it is: PUBLIC may use it, as it is meant to.
/// Types are left out, since PUBLIC's privilege to use them in a table of one's own reveals nothing.
/// Names come from `pg_get_userbyid`, since a join with the roles would be made for each object.
const ENTRIES: &str = r#"
    WITH object (kind, schema, name, part, owner, acl, class, oid) AS (
        SELECT 'SCHEMA', nspname, '', NULL::name, nspowner,
               coalesce(nspacl, acldefault('n', nspowner)), 'pg_namespace'::regclass, oid
        FROM pg_namespace
        UNION ALL
        SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
               nspname, relname, NULL, relowner,
               coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)),
               'pg_class'::regclass, pg_class.oid
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'TABLE', nspname, relname, attname, relowner, attacl,
               'pg_class'::regclass, pg_class.oid
        FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE attacl IS NOT NULL AND NOT attisdropped
        UNION ALL
        SELECT 'ROUTINE', nspname, (pg_identify_object('pg_proc'::regclass, pg_proc.oid, 0)).identity,
               NULL, proowner, coalesce(proacl, acldefault('f', proowner)),
               'pg_proc'::regclass, pg_proc.oid
        FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
        WHERE nspname::text = ANY ($1) OR proacl IS NOT NULL
        UNION ALL
        SELECT 'DATABASE', '', datname, NULL, datdba,
               coalesce(datacl, acldefault('d', datdba)), 'pg_database'::regclass, oid
        FROM pg_database WHERE datname = current_database()
    ), placed AS (
        SELECT object.*, schema::text = ANY ($1) AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = class AND objid = object.oid AND deptype = 'e') AS inside
        FROM object
    )
    SELECT kind, schema::text, name::text, inside, part::text,
           CASE WHEN entry.grantee <> 0 THEN pg_get_userbyid(entry.grantee)::text END,
           entry.privilege_type, entry.is_grantable,
           CASE WHEN entry.grantor <> placed.owner THEN pg_get_userbyid(entry.grantor)::text END
    FROM placed
    LEFT JOIN LATERAL aclexplode(acl) entry
    ON entry.grantee <> placed.owner AND pg_get_userbyid(entry.grantee)::text <> $2
        AND (inside
            OR pg_get_userbyid(entry.grantee)::text = ANY ($3)
                AND (kind <> 'DATABASE' OR entry.privilege_type = 'CREATE' OR entry.is_grantable)
            OR entry.grantee = 0 AND entry.privilege_type = 'CREATE')
    WHERE inside OR entry.privilege_type IS NOT NULL"#;

/// Privileges of the tenants' roles on anything else: types, languages, foreign servers, ….
const REST: &str = "
    SELECT role.rolname::text, object.identity,
           CASE object.type WHEN 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER'
                            WHEN 'server' THEN 'FOREIGN SERVER'
                            WHEN 'parameter ACL' THEN 'PARAMETER'
                            ELSE upper(object.type) END
    FROM pg_shdepend dependency
    JOIN pg_roles role ON role.oid = dependency.refobjid,
    LATERAL pg_identify_object(dependency.classid, dependency.objid, dependency.objsubid) object
    WHERE dependency.refclassid = 'pg_authid'::regclass AND dependency.deptype = 'a'
      AND dependency.dbid IN (
          0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND role.rolname::text = ANY ($1)
      AND dependency.classid NOT IN (
          'pg_class'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass,
          'pg_database'::regclass, 'pg_default_acl'::regclass, 'pg_auth_members'::regclass)
    ORDER BY 1, 3, 2";

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Object {
    kind: String,
    schema: String,
    name: String,
    inside: bool,
}

pub(super) async fn check(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    let users = plan.users();
    let rows = catalog
        .query(
            ENTRIES,
            &[
                (&plan.schemas(), Type::TEXT_ARRAY),
                (&plan.owner, Type::TEXT),
                (&users, Type::TEXT_ARRAY),
            ],
        )
        .await?;
    let mut objects: BTreeMap<Object, Vec<Held>> = BTreeMap::new();
    // Of a schema that does not exist yet, all is missing.
    for schema in plan.schemas() {
        objects.insert(Object::schema(schema), Vec::new());
    }
    for row in &rows {
        let entries = objects.entry(Object::of(row)).or_default();
        entries.extend(held(row));
    }
    for (object, held) in &objects {
        grants::compare(&object.subject(), &due(object, plan), held, found);
    }
    let rest = catalog.query(REST, &[(&users, Type::TEXT_ARRAY)]).await?;
    for row in &rest {
        let (role, name, kind) = (quoted(row.get(0)), row.get::<_, &str>(1), row.get(2));
        found.push(on_the_rest(&role, kind, name));
    }
    Ok(())
}

/// What must be granted on an object of the set.
fn due<'a>(object: &'a Object, plan: &'a Plan) -> Vec<Due<'a>> {
    let schema = object.schema.as_str();
    let (role, tables, sequences): (&str, _, _) = if !object.inside {
        return Vec::new();
    } else if plan.tenants.contains(schema) {
        (schema, OWN_TABLES, OWN_SEQUENCES)
    } else if schema == plan.shared {
        (&plan.reader, SHARED_TABLES, &[][..])
    } else {
        return Vec::new();
    };
    let privileges = match object.kind.as_str() {
        "SCHEMA" => SCHEMA,
        "TABLE" => tables,
        "SEQUENCE" => sequences,
        _ => ROUTINES,
    };
    vec![(role, privileges)]
}

fn held(row: &Row) -> Option<Held> {
    let mut privilege: String = row.get::<_, Option<String>>(6)?;
    if let Some(column) = row.get::<_, Option<&str>>(4) {
        privilege = format!("{privilege} ({})", quoted(column));
    }
    Some(Held {
        grantee: row.get(5),
        privilege,
        grantable: row.get(7),
        grantor: row.get(8),
    })
}

fn on_the_rest(role: &str, kind: &str, name: &str) -> Deviation {
    Deviation::new(
        OnCreate::Leave,
        format!(
            "role {role} has privileges on {} {name}",
            kind.to_lowercase()
        ),
        format!("REVOKE ALL ON {kind} {name} FROM {role} CASCADE"),
    )
}

impl Object {
    fn schema(name: &str) -> Self {
        Self {
            kind: "SCHEMA".into(),
            schema: name.into(),
            name: String::new(),
            inside: true,
        }
    }

    fn of(row: &Row) -> Self {
        Self {
            kind: row.get(0),
            schema: row.get(1),
            name: row.get(2),
            inside: row.get(3),
        }
    }

    fn subject(&self) -> Subject {
        let name = match self.kind.as_str() {
            "SCHEMA" => quoted(&self.schema),
            "DATABASE" => quoted(&self.name),
            // The server wrote it, with the schema and the types of its arguments.
            "ROUTINE" => self.name.clone(),
            _ => format!("{}.{}", quoted(&self.schema), quoted(&self.name)),
        };
        Subject {
            prefix: String::new(),
            on: format!("{} {name}", self.kind),
            text: format!("{} {name}", self.kind.to_lowercase()),
            ours: self.inside,
        }
    }
}
