//! clorinde: functions that it generated from the statements of each schema, or from those of one with the path
//! set before; on deadpool, whose cache of statements it uses.
//!
//! A statement without rows, as the update is, it sends as text: it is prepared each time.

use anyhow::{Result, bail};
use clorinde_queries::queries;
use deadpool_postgres::{Client, Pool};

use crate::{
    by_deadpool,
    by_hand::limit,
    job::{Peer, Workload},
    model::{GIVEN, JOINED, key, schema},
};

/// The operations on one schema, or on that of the path.
macro_rules! operate {
    ($module:ident, $client:expr, $workload:expr, $operation:expr) => {{
        use queries::$module::{account, accounts, add_event, change_account, sold};

        let (client, workload, operation): (&Client, _, _) = ($client, $workload, $operation);
        let key = key(operation);
        Ok(match workload {
            Workload::Select => account().bind(client, &key).opt().await?.iter().count(),
            Workload::Insert => {
                let event = add_event()
                    .bind(
                        client,
                        &GIVEN.name,
                        &GIVEN.email,
                        &GIVEN.city,
                        &GIVEN.age,
                        &GIVEN.active,
                        &GIVEN.score,
                        &key,
                        &GIVEN.visits,
                        &GIVEN.note,
                    )
                    .one()
                    .await?;
                usize::from(event.id > 0)
            }
            Workload::Update => {
                let changed = change_account().bind(client, &41, &key, &key).await?;
                usize::try_from(changed)?
            }
            Workload::List100 | Workload::List1000 => {
                let most = limit(workload);
                accounts().bind(client, &most).all().await?.len()
            }
            Workload::Join => sold().bind(client, &JOINED).all().await?.len(),
        })
    }};
}

macro_rules! schemas {
    ($($number:literal $schema:ident)+) => {
        async fn named(
            client: &Client,
            tenant: usize,
            workload: Workload,
            operation: usize,
        ) -> Result<usize> {
            match tenant {
                $($number => operate!($schema, client, workload, operation),)+
                _ => bail!("no queries of tenant {tenant}"),
            }
        }
    };
}

schemas! {
    0 client0 1 client1 2 client2 3 client3 4 client4 5 client5 6 client6 7 client7 8 client8 9 client9
    10 client10 11 client11 12 client12 13 client13 14 client14 15 client15 16 client16 17 client17
    18 client18 19 client19
}

async fn by_path(client: &Client, workload: Workload, operation: usize) -> Result<usize> {
    operate!(by_path, client, workload, operation)
}

pub(crate) struct ByClorinde {
    pool: Pool,
    by_path: bool,
}

impl ByClorinde {
    pub(crate) fn connect(url: &str, by_path: bool, connections: usize) -> Result<Self> {
        Ok(Self {
            pool: by_deadpool::pool(url, connections)?,
            by_path,
        })
    }
}

impl Peer for ByClorinde {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let client = self.pool.get().await?;
        if !self.by_path {
            return named(&client, tenant, workload, operation).await;
        }
        let set = format!("SET search_path = {}", schema(tenant));
        client.batch_execute(&set).await?;
        let rows = by_path(&client, workload, operation).await?;
        client.batch_execute("RESET search_path").await?;
        Ok(rows)
    }
}
