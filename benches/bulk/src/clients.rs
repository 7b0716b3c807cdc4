//! A connection for each of the libraries, and one run of a contender on it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use bench_report::connect;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use sqlx::{Connection, PgConnection};
use tenant::Database;
use tokio_postgres::Statement;

use crate::{
    by_diesel, by_hand, by_sea_orm, by_sqlx, by_toasty,
    contender::Contender,
    model::{Arrays, NewReading, VALUES, schema},
    ours,
};

/// The most rows that the protocol's parameters allow.
const MOST: usize = 65_535 / VALUES;

const THOUSAND: usize = 1_000;

pub(crate) struct Clients {
    ours: Database,
    plain: tokio_postgres::Client,
    /// Those of `plain`, by their text.
    prepared: HashMap<String, Statement>,
    sqlx: PgConnection,
    diesel: OnPath<AsyncPgConnection>,
    #[cfg(feature = "libpq")]
    libpq: diesel::PgConnection,
    sea_orm: OnPath<sea_orm::DatabaseConnection>,
    /// By tenant, as many as were asked for.
    toasty: Vec<toasty::Db>,
}

/// A connection that names no schema, and the tenant that its path leads to.
struct OnPath<C> {
    connection: C,
    tenant: Option<usize>,
}

impl<C> OnPath<C> {
    fn new(connection: C) -> Self {
        Self {
            connection,
            tenant: None,
        }
    }

    /// Whether the path has to be set, which the caller does.
    fn turns_to(&mut self, tenant: usize) -> bool {
        self.tenant.replace(tenant) != Some(tenant)
    }
}

impl Clients {
    /// Connects each, but for ours, which has its pool, and for toasty, which connects for so many tenants.
    pub(crate) async fn connect(url: &str, ours: &Database, toasty_tenants: usize) -> Result<Self> {
        let mut toasty = Vec::new();
        for tenant in 0..toasty_tenants {
            toasty.push(by_toasty::connect(url, schema(tenant)?).await?);
        }
        Ok(Self {
            ours: ours.clone(),
            plain: connect(url).await?,
            prepared: HashMap::new(),
            sqlx: PgConnection::connect(url).await?,
            diesel: OnPath::new(AsyncPgConnection::establish(url).await?),
            #[cfg(feature = "libpq")]
            libpq: by_diesel::connect_libpq(url, schema(0)?)?,
            sea_orm: OnPath::new(by_sea_orm::connect(url).await?),
            toasty,
        })
    }

    /// Writes a tenant's rows, or reads those that are there; how many they were.
    pub(crate) async fn run(
        &mut self,
        contender: Contender,
        tenant: usize,
        rows: Vec<NewReading>,
    ) -> Result<u64> {
        let schema = schema(tenant)?;
        match contender {
            Contender::OneByOne => ours::one_by_one(&self.ours, schema, rows).await,
            Contender::OneByOneInATransaction => {
                ours::in_a_transaction(&self.ours, schema, rows).await
            }
            Contender::InsertMany => ours::insert_many(&self.ours, schema, rows).await,
            Contender::OrderedByHand => {
                let statement = self.prepared(Arrays::ordered_text(schema)).await?;
                by_hand::arrays(&self.plain, &statement, &rows).await
            }
            Contender::ArraysByHand => {
                let statement = self.prepared(Arrays::text(schema)).await?;
                by_hand::arrays(&self.plain, &statement, &rows).await
            }
            Contender::SqlxValues => by_sqlx::values(&mut self.sqlx, schema, &rows, MOST).await,
            Contender::SqlxThousands => {
                by_sqlx::values(&mut self.sqlx, schema, &rows, THOUSAND).await
            }
            Contender::SqlxArrays => by_sqlx::arrays(&mut self.sqlx, schema, &rows).await,
            Contender::DieselValues => {
                by_diesel::values(self.diesel_for(tenant).await?, &rows, MOST).await
            }
            Contender::DieselThousands => {
                by_diesel::values(self.diesel_for(tenant).await?, &rows, THOUSAND).await
            }
            #[cfg(feature = "libpq")]
            Contender::LibpqValues => {
                tokio::task::block_in_place(|| by_diesel::on_libpq(&mut self.libpq, &rows, MOST))
            }
            #[cfg(feature = "libpq")]
            Contender::LibpqThousands => tokio::task::block_in_place(|| {
                by_diesel::on_libpq(&mut self.libpq, &rows, THOUSAND)
            }),
            Contender::SeaOrmValues => {
                by_sea_orm::values(self.sea_orm_for(tenant).await?, &rows, MOST).await
            }
            Contender::SeaOrmThousands => {
                by_sea_orm::values(self.sea_orm_for(tenant).await?, &rows, THOUSAND).await
            }
            Contender::ToastyValues => {
                by_toasty::values(self.toasty_for(tenant)?, &rows, MOST).await
            }
            Contender::ToastyThousands => {
                by_toasty::values(self.toasty_for(tenant)?, &rows, THOUSAND).await
            }
            Contender::CopyIn => ours::copy_in(&self.ours, schema, rows).await,
            Contender::CopyInByHand => by_hand::copy_in(&self.plain, schema, rows).await,
            Contender::CopyOut => ours::copy_out(&self.ours).await,
            Contender::CopyOutByHand => by_hand::copy_out(&self.plain).await,
            Contender::Stream => ours::stream(&self.ours).await,
            Contender::StreamByHand => by_hand::stream(&self.plain).await,
        }
    }

    async fn prepared(&mut self, text: String) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(&text) {
            return Ok(statement.clone());
        }
        let statement = self.plain.prepare(&text).await?;
        self.prepared.insert(text, statement.clone());
        Ok(statement)
    }

    async fn diesel_for(&mut self, tenant: usize) -> Result<&mut AsyncPgConnection> {
        if self.diesel.turns_to(tenant) {
            by_diesel::set_path(&mut self.diesel.connection, schema(tenant)?).await?;
        }
        Ok(&mut self.diesel.connection)
    }

    async fn sea_orm_for(&mut self, tenant: usize) -> Result<&sea_orm::DatabaseConnection> {
        if self.sea_orm.turns_to(tenant) {
            by_sea_orm::set_path(&self.sea_orm.connection, schema(tenant)?).await?;
        }
        Ok(&self.sea_orm.connection)
    }

    fn toasty_for(&mut self, tenant: usize) -> Result<&mut toasty::Db> {
        self.toasty.get_mut(tenant).context("no connection for it")
    }
}
