//! Default privileges: what roles get on tables, sequences and functions that are still to come.

use std::collections::BTreeMap;

use tokio_postgres::{Row, types::Type};

use crate::{
    Result,
    roles::{
        Deviation,
        access::{OWN_SEQUENCES, OWN_TABLES, ROUTINES, SHARED_TABLES},
        check::Catalog,
        grants::{self, Due, Held, Subject},
        plan::Plan,
    },
    sql::quoted,
};

/// Default privileges of the owner, in schemas of the set, or for a tenant's role.
///
/// PUBLIC may execute each function unless a record for all schemas says that it may not; one for a
/// schema can only add to that. So this one is recorded for all that the owner makes, which is the
/// set's alone. As with existing ones, types are PUBLIC's to use.
const ENTRIES: &str = "
    SELECT creator.rolname::text, coalesce(ns.nspname::text, ''), record.kind,
           grantee.rolname::text, entry.privilege_type, entry.is_grantable
    FROM (
        SELECT defaclrole, defaclnamespace,
               CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                                  WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES'
                                  WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
               defaclacl
        FROM pg_default_acl
        UNION ALL
        SELECT oid, 0, 'ROUTINES', acldefault('f', oid)
        FROM pg_roles
        WHERE rolname = $2 AND NOT EXISTS (
            SELECT FROM pg_default_acl
            WHERE defaclrole = pg_roles.oid AND defaclnamespace = 0 AND defaclobjtype = 'f')
    ) record (role, namespace, kind, acl)
    JOIN pg_roles creator ON creator.oid = record.role
    LEFT JOIN pg_namespace ns ON ns.oid = record.namespace,
    LATERAL aclexplode(record.acl) entry
    LEFT JOIN pg_roles grantee ON grantee.oid = entry.grantee
    WHERE entry.grantee <> record.role AND NOT (record.kind = 'TYPES' AND entry.grantee = 0)
      AND (ns.nspname::text = ANY ($1) OR creator.rolname = $2 OR grantee.rolname::text = ANY ($3))";

const OWNER: &str = "SELECT FROM pg_roles WHERE rolname = $1";

/// Whose objects, in which schema (all of them if empty), of which kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    creator: String,
    schema: String,
    kind: String,
}

pub(super) async fn check(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    let rows = catalog
        .query(
            ENTRIES,
            &[
                (&plan.schemas(), Type::TEXT_ARRAY),
                (&plan.owner, Type::TEXT),
                (&plan.users(), Type::TEXT_ARRAY),
            ],
        )
        .await?;
    let mut due = due(plan);
    let mut records: BTreeMap<Record, Vec<Held>> = BTreeMap::new();
    let owner = catalog.query(OWNER, &[(&plan.owner, Type::TEXT)]).await?;
    if owner.is_empty() {
        // It will have the right once the owner exists.
        records.insert(record(plan, "", "ROUTINES"), vec![public_executes()]);
    }
    for key in due.keys() {
        records
            .entry(record(plan, &key.schema, &key.kind))
            .or_default();
    }
    for row in &rows {
        let record = Record {
            creator: row.get(0),
            schema: row.get(1),
            kind: row.get(2),
        };
        records.entry(record).or_default().push(held(row));
    }
    for (record, held) in &records {
        let due: Vec<Due<'_>> = due.remove(record).into_iter().collect();
        grants::compare(&record.subject(plan), &due, held, found);
    }
    Ok(())
}

fn due(plan: &Plan) -> BTreeMap<Record, Due<'_>> {
    let shared = plan.shared;
    let mut due: BTreeMap<Record, Due<'_>> = BTreeMap::new();
    due.insert(
        record(plan, shared, "TABLES"),
        (&plan.reader, SHARED_TABLES),
    );
    due.insert(record(plan, shared, "ROUTINES"), (&plan.reader, ROUTINES));
    for tenant in &plan.tenants {
        due.insert(record(plan, tenant, "TABLES"), (tenant, OWN_TABLES));
        due.insert(record(plan, tenant, "SEQUENCES"), (tenant, OWN_SEQUENCES));
        due.insert(record(plan, tenant, "ROUTINES"), (tenant, ROUTINES));
    }
    due
}

fn record(plan: &Plan, schema: &str, kind: &str) -> Record {
    Record {
        creator: plan.owner.clone(),
        schema: schema.into(),
        kind: kind.into(),
    }
}

fn held(row: &Row) -> Held {
    Held {
        grantee: row.get(3),
        privilege: row.get(4),
        grantable: row.get(5),
        grantor: None,
    }
}

/// What holds for functions as long as nothing is recorded.
fn public_executes() -> Held {
    Held {
        grantee: None,
        privilege: "EXECUTE".into(),
        grantable: false,
        grantor: None,
    }
}

impl Record {
    fn subject(&self, plan: &Plan) -> Subject {
        let creator = quoted(&self.creator);
        let (statement, text) = if self.schema.is_empty() {
            (String::new(), String::new())
        } else {
            let schema = quoted(&self.schema);
            (
                format!(" IN SCHEMA {schema}"),
                format!(" in schema {schema}"),
            )
        };
        Subject {
            prefix: format!("ALTER DEFAULT PRIVILEGES FOR ROLE {creator}{statement} "),
            on: self.kind.clone(),
            text: format!(
                "future {} of role {creator}{text}",
                self.kind.to_lowercase()
            ),
            ours: self.creator == plan.owner,
        }
    }
}
