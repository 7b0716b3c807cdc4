//! The tables of a set as SQL, and their creation: each schema in one transaction, safe to
//! repeat, and one process at a time.

mod names;
mod order;
mod tables;

use tokio_postgres::Transaction;

use crate::{
    Database, Error, ErrorKind, Result, Schema,
    def::{HomeDef, Registration, TableDef},
    set::TenantSet,
    sql::quoted,
};

/// Which schema of a set is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// One tenant's.
    Tenant(&'a str),
    /// Those that exist once: the shared one, and the fixed ones.
    Once,
}

/// The statements that make the schemas of a place.
pub(crate) fn render<S: TenantSet>(place: Place<'_>) -> Result<String> {
    let tables = order::by_reference(&registered::<S>()?);
    let mut script = String::new();
    match place {
        Place::Tenant(schema) => {
            let own = |table: &&TableDef| table.home == HomeDef::Tenant;
            tables::write_schema(
                &mut script,
                schema,
                S::SHARED,
                tables.iter().copied().filter(own),
            );
        }
        Place::Once => {
            let shared = |table: &&TableDef| table.home == HomeDef::Shared;
            for schema in fixed_schemas(&tables) {
                let fixed = |table: &&TableDef| table.home == HomeDef::Fixed(schema);
                let own = tables.iter().copied().filter(fixed);
                tables::write_schema(&mut script, schema, S::SHARED, own);
            }
            let own = tables.iter().copied().filter(shared);
            tables::write_schema(&mut script, S::SHARED, S::SHARED, own);
        }
    }
    Ok(script)
}

pub(crate) async fn create_all<S: TenantSet>(db: &Database) -> Result<()> {
    create(db, S::NAME, &render::<S>(Place::Once)?).await?;
    for schema in S::SCHEMAS {
        create(db, S::NAME, &render::<S>(Place::Tenant(schema))?).await?;
    }
    Ok(())
}

pub(crate) async fn create_schema<S: TenantSet>(db: &Database, schema: &str) -> Result<()> {
    refuse_shared::<S>(
        schema,
        "is the shared schema of the set; a tenant needs one of its own",
    )?;
    create(db, S::NAME, &render::<S>(Place::Once)?).await?;
    create(db, S::NAME, &render::<S>(Place::Tenant(schema))?).await
}

pub(crate) async fn drop_schema<S: TenantSet>(db: &Database, schema: &str) -> Result<()> {
    refuse_shared::<S>(
        schema,
        "is shared by every tenant; it is not dropped with one of them",
    )?;
    let script = format!("DROP SCHEMA IF EXISTS {} CASCADE", quoted(schema));
    create(db, S::NAME, &script).await
}

fn refuse_shared<S: TenantSet>(schema: &str, reason: &str) -> Result<()> {
    let once = registered::<S>()?;
    if schema == S::SHARED || fixed_schemas(&once).contains(&schema) {
        let message = format!("schema `{schema}` {reason}");
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    // A name that was not validated can only be one of the set's own, which the derive checked.
    Schema::new(schema).map(|_| ())
}

/// Runs a script in one transaction, alone among all processes that make schemas of this set.
async fn create(db: &Database, set: &'static str, script: &str) -> Result<()> {
    let mut connection = db.connection().await?;
    let transaction = connection.client.transaction().await?;
    lock(&transaction, set).await?;
    transaction.batch_execute(script).await?;
    Ok(transaction.commit().await?)
}

/// `CREATE … IF NOT EXISTS` is not safe against a concurrent one (it fails with 23505 on the
/// catalog's index), and tables that reference shared ones lock those; so there is one lock for
/// the set, held to the end of the transaction.
async fn lock(transaction: &Transaction<'_>, set: &'static str) -> Result<()> {
    let key = format!("tenant:ddl:{set}");
    transaction
        .query_typed(
            "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))",
            &[(&key, tokio_postgres::types::Type::TEXT)],
        )
        .await?;
    // "already exists, skipping" is what a second run is about, not news; and literals are written
    // for the standard's quoting, which a server can be configured not to follow.
    transaction
        .batch_execute(
            "SET LOCAL client_min_messages = warning; SET LOCAL standard_conforming_strings = on",
        )
        .await?;
    Ok(())
}

/// The set's tables, none of which claims another's name.
fn registered<S: TenantSet>() -> Result<Vec<&'static TableDef>> {
    let tables = Registration::tables::<S>();
    for (position, a) in tables.iter().enumerate() {
        // Sorted by name: the tables of one name follow each other.
        let mut same_name = tables[position + 1..]
            .iter()
            .take_while(|b| b.name == a.name);
        if let Some(b) = same_name.find(|b| b.home == a.home) {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "entities `{}` and `{}` are both table `{}`; give one of them another name with `#[tenant(table = \"…\")]`",
                    a.entity, b.entity, a.name
                ),
            ));
        }
    }
    Ok(tables)
}

fn fixed_schemas(tables: &[&'static TableDef]) -> Vec<&'static str> {
    let mut schemas: Vec<_> = tables
        .iter()
        .filter_map(|table| match table.home {
            HomeDef::Fixed(schema) => Some(schema),
            HomeDef::Tenant | HomeDef::Shared => None,
        })
        .collect();
    schemas.sort_unstable();
    schemas.dedup();
    schemas
}
