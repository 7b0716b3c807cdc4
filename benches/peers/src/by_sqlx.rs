//! sqlx: its pool and its cache of statements; `query_as` at run time, which costs what the checked macro
//! costs.

use anyhow::Result;
use sqlx::{
    AssertSqlSafe, FromRow, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    by_hand::{limit, text},
    job::{Peer, Workload},
    model::{GIVEN, JOINED, key, schema},
};

#[derive(FromRow, Debug)]
#[allow(dead_code)] // decoding it is what is measured
struct Record {
    id: i64,
    name: String,
    email: Option<String>,
    city: String,
    age: i32,
    active: bool,
    score: f64,
    balance: i64,
    visits: i32,
    note: Option<String>,
}

/// How a statement reaches its schema.
enum Way {
    /// It names it; by tenant.
    Named(Vec<&'static str>),
    /// The path is set before, and reset after.
    Path(&'static str),
}

pub(crate) struct BySqlx {
    pool: PgPool,
    way: Way,
}

impl BySqlx {
    async fn connect(url: &str, way: Way, tenants: usize, connections: usize) -> Result<Self> {
        // Room for the statement of every tenant, as the others have.
        let options = url
            .parse::<PgConnectOptions>()?
            .statement_cache_capacity(tenants.max(100));
        let most = u32::try_from(connections)?;
        let pool = PgPoolOptions::new().max_connections(most);
        Ok(Self {
            pool: pool.connect_with(options).await?,
            way,
        })
    }

    pub(crate) async fn named(
        url: &str,
        workload: Workload,
        tenants: usize,
        connections: usize,
    ) -> Result<Self> {
        // A constant of the program, as a text is where sqlx is used; so it is for ever.
        let texts = (0..tenants).map(|tenant| &*text(workload, Some(&schema(tenant))).leak());
        Self::connect(url, Way::Named(texts.collect()), tenants, connections).await
    }

    pub(crate) async fn by_path(url: &str, workload: Workload, connections: usize) -> Result<Self> {
        Self::connect(url, Way::Path(text(workload, None).leak()), 1, connections).await
    }
}

impl Peer for BySqlx {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let mut connection = self.pool.acquire().await?;
        match &self.way {
            Way::Named(texts) => execute(&mut connection, texts[tenant], workload, operation).await,
            Way::Path(text) => {
                let set = format!("SET search_path = {}", schema(tenant));
                sqlx::raw_sql(AssertSqlSafe(set))
                    .execute(&mut *connection)
                    .await?;
                let rows = execute(&mut connection, text, workload, operation).await?;
                sqlx::raw_sql("RESET search_path")
                    .execute(&mut *connection)
                    .await?;
                Ok(rows)
            }
        }
    }
}

async fn execute(
    connection: &mut PgConnection,
    text: &'static str,
    workload: Workload,
    operation: usize,
) -> Result<usize> {
    Ok(match workload {
        Workload::Select => {
            let query = sqlx::query_as::<_, Record>(text).bind(key(operation));
            query.fetch_optional(connection).await?.iter().count()
        }
        Workload::Insert => {
            let query = sqlx::query_as::<_, Record>(text)
                .bind(GIVEN.name)
                .bind(GIVEN.email)
                .bind(GIVEN.city)
                .bind(GIVEN.age)
                .bind(GIVEN.active)
                .bind(GIVEN.score)
                .bind(key(operation))
                .bind(GIVEN.visits)
                .bind(GIVEN.note);
            usize::from(query.fetch_one(connection).await?.id > 0)
        }
        Workload::Update => {
            let query = sqlx::query(text)
                .bind(41_i32)
                .bind(key(operation))
                .bind(key(operation));
            usize::try_from(query.execute(connection).await?.rows_affected())?
        }
        Workload::List100 | Workload::List1000 => {
            let query = sqlx::query_as::<_, Record>(text).bind(limit(workload));
            query.fetch_all(connection).await?.len()
        }
        Workload::Join => {
            let query = sqlx::query_as::<_, (String, String)>(text).bind(JOINED);
            query.fetch_all(connection).await?.len()
        }
    })
}
