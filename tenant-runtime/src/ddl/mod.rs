//! The tables of a set as SQL, and their creation: each schema in one transaction, safe to
//! repeat, and one process at a time.

mod names;
mod order;
mod tables;

use tokio_postgres::Transaction;

use crate::{
    Database, Error, ErrorKind, Result, Schema,
    ddl::tables::Schemas,
    def::{HomeDef, Registration, TableDef},
    roles::become_owner,
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
    let (tenants, once): (Vec<_>, Vec<_>) = tables
        .iter()
        .copied()
        .partition(|table| table.home == HomeDef::Tenant);
    Ok(match place {
        Place::Tenant(schema) => {
            let schemas = Schemas {
                tenant: schema,
                shared: S::SHARED,
            };
            tables::render(&[schema], &tenants, schemas)
        }
        Place::Once => {
            let mut names = fixed_schemas(&once);
            names.push(S::SHARED);
            // No table that lives once is in a tenant's schema, or references one.
            let schemas = Schemas {
                tenant: "",
                shared: S::SHARED,
            };
            tables::render(&names, &once, schemas)
        }
    })
}

pub(crate) async fn create_all<S: TenantSet>(db: &Database) -> Result<()> {
    run_as_owner::<S>(db, Place::Once).await?;
    for schema in S::SCHEMAS {
        run_as_owner::<S>(db, Place::Tenant(schema)).await?;
    }
    Ok(())
}

pub(crate) async fn create_schema<S: TenantSet>(db: &Database, schema: &str) -> Result<()> {
    refuse_shared::<S>(
        schema,
        "is the shared schema of the set; a tenant needs one of its own",
    )?;
    run_as_owner::<S>(db, Place::Once).await?;
    run_as_owner::<S>(db, Place::Tenant(schema)).await
}

/// Makes a place as the set's owning role, where it has one, so that its tables are that role's.
async fn run_as_owner<S: TenantSet>(db: &Database, place: Place<'_>) -> Result<()> {
    let script = become_owner(S::SHARED) + &render::<S>(place)?;
    run_alone(db, &script).await
}

pub(crate) async fn drop_schema<S: TenantSet>(db: &Database, schema: &str) -> Result<()> {
    refuse_shared::<S>(
        schema,
        "is shared by every tenant; it is not dropped with one of them",
    )?;
    let script = format!("DROP SCHEMA IF EXISTS {} CASCADE", quoted(schema));
    run_alone(db, &script).await
}

pub(crate) fn refuse_shared<S: TenantSet>(schema: &str, reason: &str) -> Result<()> {
    let once = registered::<S>()?;
    if schema == S::SHARED || fixed_schemas(&once).contains(&schema) {
        let message = format!("schema `{schema}` {reason}");
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    // A name that was not validated can only be one of the set's own, which the derive checked.
    Schema::new(schema).map(|_| ())
}

/// Runs a script in one transaction, alone among all processes that make or drop schemas.
pub(crate) async fn run_alone(db: &Database, script: &str) -> Result<()> {
    let mut connection = db.connection().await?;
    let connection = &mut *connection;
    connection.state.begin();
    let transaction = connection.client.transaction().await?;
    lock(&transaction).await?;
    if let Some(setup) = connection.state.route.local_setup(None) {
        transaction.batch_execute(&setup).await?;
    }
    transaction.batch_execute(script).await?;
    transaction.commit().await?;
    connection.state.end();
    Ok(())
}

/// `CREATE … IF NOT EXISTS` is not safe against a concurrent one (it fails with 23505 on the
/// catalog's index), and tables that reference shared ones lock those; so there is one lock for
/// the database, held to the end of the transaction.
async fn lock(transaction: &Transaction<'_>) -> Result<()> {
    // "already exists, skipping" is what a second run is about, not news; and literals are written
    // for the standard's quoting, which a server can be configured not to follow.
    transaction
        .batch_execute(
            "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('tenant:ddl', 0));
             SET LOCAL client_min_messages = warning;
             SET LOCAL standard_conforming_strings = on",
        )
        .await?;
    Ok(())
}

/// The set's tables, none of which claims another's name or a place that is not its own.
fn registered<S: TenantSet>() -> Result<Vec<&'static TableDef>> {
    let tables = Registration::tables::<S>();
    check_fixed_schemas::<S>(&tables)?;
    check_names(&tables)?;
    Ok(tables)
}

/// A fixed schema is visible to every tenant, so it cannot be one tenant's, or the shared one.
fn check_fixed_schemas<S: TenantSet>(tables: &[&'static TableDef]) -> Result<()> {
    for table in tables {
        if let HomeDef::Fixed(schema) = table.home
            && (schema == S::SHARED || S::SCHEMAS.contains(&schema))
        {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "schema `{schema}` of entity `{}` is a schema of the set `{}`; give the entity another",
                    table.entity,
                    S::NAME
                ),
            ));
        }
    }
    Ok(())
}

/// Tables, their indexes, and the indexes of their constraints share one space of names in a schema;
/// `IF NOT EXISTS` would pass over the later of two in silence.
fn check_names(tables: &[&'static TableDef]) -> Result<()> {
    let mut taken: Vec<(HomeDef, String, &'static TableDef)> = Vec::new();
    for table in tables {
        for name in names::relations(table) {
            let same =
                |(home, other, _): &&(HomeDef, String, _)| *home == table.home && *other == name;
            if let Some((_, _, earlier)) = taken.iter().find(same) {
                return Err(Error::new(
                    ErrorKind::InvalidInput,
                    format!(
                        "entities `{}` and `{}` both make a table or index `{name}`; give one of them another name with `#[tenant(table = \"…\")]` or `#[tenant(column = \"…\")]`",
                        earlier.entity, table.entity
                    ),
                ));
            }
            taken.push((table.home, name, table));
        }
    }
    Ok(())
}

/// The fixed schemas of a set.
pub(crate) fn fixed<S: TenantSet>() -> Result<Vec<&'static str>> {
    Ok(fixed_schemas(&registered::<S>()?))
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
