//! deadpool-postgres with its cache of statements.

use anyhow::Result;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio_postgres::NoTls;

use crate::{
    by_hand::{execute, text},
    job::{Peer, Workload},
    model::schema,
};

pub(crate) struct ByDeadpool {
    pool: Pool,
    /// By tenant.
    texts: Vec<String>,
}

impl ByDeadpool {
    pub(crate) fn connect(
        url: &str,
        workload: Workload,
        tenants: usize,
        connections: usize,
    ) -> Result<Self> {
        Ok(Self {
            pool: pool(url, connections)?,
            texts: (0..tenants)
                .map(|tenant| text(workload, Some(&schema(tenant))))
                .collect(),
        })
    }
}

pub(crate) fn pool(url: &str, connections: usize) -> Result<Pool> {
    let config = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = Manager::from_config(url.parse()?, NoTls, config);
    Ok(Pool::builder(manager).max_size(connections).build()?)
}

impl Peer for ByDeadpool {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(&self.texts[tenant]).await?;
        execute(&client, &statement, workload, operation).await
    }
}
