//! The verifier: all comparisons, on one snapshot of the catalogs.

use tokio_postgres::{
    IsolationLevel, Row, Transaction,
    types::{ToSql, Type},
};

use crate::{
    Database, Result,
    connection::Connection,
    roles::{Deviation, Finding, access, accounts, defaults, owners, plan::Plan},
    set::TenantSet,
};

/// Schemas of the owner that have a role of their name: tenants that the set need not list.
const TENANTS: &str = "
    SELECT ns.nspname::text
    FROM pg_namespace ns
    JOIN pg_roles owner ON owner.oid = ns.nspowner
    JOIN pg_roles role ON role.rolname = ns.nspname
    WHERE owner.rolname = $1 AND role.rolname <> current_user";

pub(crate) async fn check<S: TenantSet>(db: &Database) -> Result<Vec<Finding>> {
    let mut plan = Plan::of::<S>(S::SCHEMAS)?;
    let deviations = {
        let mut connection = db.connection().await?;
        let catalog = Catalog::open(&mut connection).await?;
        let known = catalog.query(TENANTS, &[(&plan.owner, Type::TEXT)]).await?;
        for row in known {
            let name: String = row.get(0);
            if name != plan.shared && !plan.fixed.contains(&name.as_str()) {
                plan.tenants.insert(name);
            }
        }
        compare(&catalog, &plan).await?
    };
    Ok(deviations.into_iter().map(|one| one.finding).collect())
}

/// What deviates from the plan, in the order in which it can be mended.
pub(super) async fn deviations(db: &Database, plan: &Plan) -> Result<Vec<Deviation>> {
    let mut connection = db.connection().await?;
    let catalog = Catalog::open(&mut connection).await?;
    compare(&catalog, plan).await
}

async fn compare(catalog: &Catalog<'_>, plan: &Plan) -> Result<Vec<Deviation>> {
    let mut deviations = Vec::new();
    accounts::check(catalog, plan, &mut deviations).await?;
    owners::check(catalog, plan, &mut deviations).await?;
    access::check(catalog, plan, &mut deviations).await?;
    defaults::check(catalog, plan, &mut deviations).await?;
    Ok(deviations)
}

/// The system catalogs, as they are at one moment.
pub(super) struct Catalog<'a>(Transaction<'a>);

impl<'a> Catalog<'a> {
    async fn open(connection: &'a mut Connection) -> Result<Self> {
        connection.state.begin(); // it is rolled back when it is dropped, which nobody waits for
        let transaction = connection
            .client
            .build_transaction()
            .isolation_level(IsolationLevel::RepeatableRead)
            .read_only(true)
            .start()
            .await?;
        // With no other schema in the path, the server writes names with theirs. To compile these
        // queries would take several times as long as they run.
        transaction
            .batch_execute("SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL jit = off")
            .await?;
        Ok(Self(transaction))
    }

    /// Runs a query as an unnamed statement, which a pooler need not know and nobody has to close.
    pub(super) async fn query(
        &self,
        query: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>> {
        Ok(self.0.query_typed(query, params).await?)
    }
}
