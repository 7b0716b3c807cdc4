//! Who owns what: the schemas of the set and everything in them is the owner's, and nothing
//! anywhere is a tenant's.

use std::collections::BTreeMap;

use tokio_postgres::types::Type;

use crate::{
    Result,
    roles::{Deviation, OnCreate, check::Catalog, plan::Plan},
    sql::quoted,
};

const SCHEMAS: &str = "
    SELECT ns.nspname::text, owner.rolname::text
    FROM pg_namespace ns JOIN pg_roles owner ON owner.oid = ns.nspowner
    WHERE ns.nspname::text = ANY ($1)";

/// What others own in the schemas of the set.
///
/// A sequence of a column goes with its table. What an extension made stays its own.
const OBJECTS: &str = "
    SELECT object.kind, (pg_identify_object(object.class, object.oid, 0)).identity,
           owner.rolname::text
    FROM (
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                            WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
               'pg_class'::regclass, oid, relowner, relnamespace
        FROM pg_class
        WHERE relkind IN ('r', 'p', 'f', 'v', 'm') OR relkind = 'S' AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
              AND refclassid = 'pg_class'::regclass AND refobjsubid > 0 AND deptype IN ('a', 'i'))
        UNION ALL
        SELECT 'ROUTINE', 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
        UNION ALL
        SELECT CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END,
               'pg_type'::regclass, oid, typowner, typnamespace
        FROM pg_type
        WHERE typtype IN ('d', 'e', 'r') OR typtype = 'c' AND EXISTS (
            SELECT FROM pg_class WHERE oid = pg_type.typrelid AND relkind = 'c')
    ) object (kind, class, oid, owner, namespace)
    JOIN pg_namespace ns ON ns.oid = object.namespace
    JOIN pg_roles owner ON owner.oid = object.owner
    WHERE ns.nspname::text = ANY ($1) AND owner.rolname <> $2 AND owner.rolname::text <> ALL ($3)
      AND NOT EXISTS (
          SELECT FROM pg_depend
          WHERE classid = object.class AND objid = object.oid AND deptype = 'e')
    ORDER BY 2";

/// What the tenants' roles own in this database or the cluster.
///
/// Not their temporary tables and large objects, which everybody may make, nor what concerns
/// themselves: user mappings and default privileges.
const OWNED: &str = "
    SELECT role.rolname::text, object.type, object.identity
    FROM pg_shdepend dependency
    JOIN pg_roles role ON role.oid = dependency.refobjid,
    LATERAL pg_identify_object(dependency.classid, dependency.objid, dependency.objsubid) object
    WHERE dependency.refclassid = 'pg_authid'::regclass AND dependency.deptype = 'o'
      AND dependency.dbid IN (
          0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND role.rolname::text = ANY ($1)
      AND dependency.classid NOT IN (
          'pg_largeobject'::regclass, 'pg_user_mapping'::regclass, 'pg_default_acl'::regclass)
      AND NOT (dependency.classid = 'pg_class'::regclass AND EXISTS (
          SELECT FROM pg_class WHERE oid = dependency.objid AND relpersistence = 't'))
    ORDER BY 1, 2, 3";

pub(super) async fn check(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    check_schemas(catalog, plan, found).await?;
    let users = plan.users();
    let owned = catalog.query(OWNED, &[(&users, Type::TEXT_ARRAY)]).await?;
    for row in &owned {
        let role = quoted(row.get(0));
        let (kind, name): (&str, &str) = (row.get(1), row.get(2));
        found.push(Deviation::new(
            OnCreate::Refuse,
            format!("role {role} owns {kind} {name}"),
            format!("REASSIGN OWNED BY {role} TO {}", quoted(&plan.owner)),
        ));
    }
    let others = catalog
        .query(
            OBJECTS,
            &[
                (&plan.schemas(), Type::TEXT_ARRAY),
                (&plan.owner, Type::TEXT),
                (&users, Type::TEXT_ARRAY),
            ],
        )
        .await?;
    for row in &others {
        let (kind, name): (&str, &str) = (row.get(0), row.get(1));
        found.push(belongs(kind, name, row.get(2), plan));
    }
    Ok(())
}

async fn check_schemas(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    let names = plan.schemas();
    let rows = catalog
        .query(SCHEMAS, &[(&names, Type::TEXT_ARRAY)])
        .await?;
    let owners: BTreeMap<&str, &str> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for name in names {
        let schema = quoted(name);
        match owners.get(name) {
            Some(owner) if *owner == plan.owner => {}
            Some(owner) => found.push(belongs("SCHEMA", &schema, owner, plan)),
            None => found.push(Deviation::new(
                OnCreate::Mend,
                format!("schema {schema} does not exist"),
                format!(
                    "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {}",
                    quoted(&plan.owner)
                ),
            )),
        }
    }
    Ok(())
}

fn belongs(kind: &str, name: &str, owner: &str, plan: &Plan) -> Deviation {
    Deviation::new(
        OnCreate::Mend,
        format!(
            "{} {name} belongs to role {}",
            kind.to_lowercase(),
            quoted(owner)
        ),
        format!("ALTER {kind} {name} OWNER TO {}", quoted(&plan.owner)),
    )
}
