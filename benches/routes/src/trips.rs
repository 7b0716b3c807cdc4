//! Round trips per operation, counted between client and server.

use anyhow::Result;
use serde::Serialize;
use tenant::embedded::Server;

use crate::{
    contender::{Contender, Subject},
    place::Place,
    proxy::Proxy,
};

/// Where other programs keep the machine busy, what is one flight can come in two; never the other
/// way around. So the fewest of so many counts is the figure.
const ATTEMPTS: usize = 3;

/// The round trips of one route.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Trips {
    pub(crate) schemas: usize,
    pub(crate) contender: Contender,
    /// A single statement on a connection that was just opened for it.
    pub(crate) new_connection: u64,
    /// The same statement for the second time: it is prepared now.
    pub(crate) second_use: u64,
    /// A prepared statement of the tenant that the connection served last.
    pub(crate) same_tenant: u64,
    /// A prepared statement of another one; absent where there is no other.
    pub(crate) other_tenant: Option<u64>,
    /// Two prepared statements in a transaction, of the connection's last tenant.
    pub(crate) transaction: u64,
    /// A prepared statement, after a session's raw client was handed out.
    pub(crate) after_client: u64,
}

pub(crate) async fn count(
    server: &Server,
    place: &Place,
    contenders: &[Contender],
) -> Result<Vec<Trips>> {
    let proxy = Proxy::start(server.socket_dir())?;
    let url = proxy.url(place.name())?;
    let mut all = Vec::new();
    for contender in contenders.iter().copied() {
        let mut fewest: Option<Trips> = None;
        for _ in 0..ATTEMPTS {
            // Connections of a tenant's own stay open beside each other; the others need just one.
            let subject = Subject::new(contender, &url, &place.schemas, |builder| {
                builder.max_connections(4)
            })?;
            let trips = count_one(&proxy, &subject, place.schemas.len()).await?;
            fewest = Some(fewest.map_or(trips, |fewest| fewest.fewer(trips)));
            // What it says as it leaves is not to be counted as the next one's.
            drop(subject);
            proxy.settle().await;
        }
        all.extend(fewest);
    }
    Ok(all)
}

impl Trips {
    fn fewer(self, other: Self) -> Self {
        Self {
            new_connection: self.new_connection.min(other.new_connection),
            second_use: self.second_use.min(other.second_use),
            same_tenant: self.same_tenant.min(other.same_tenant),
            other_tenant: self.other_tenant.min(other.other_tenant),
            transaction: self.transaction.min(other.transaction),
            after_client: self.after_client.min(other.after_client),
            ..self
        }
    }
}

async fn count_one(proxy: &Proxy, subject: &Subject, schemas: usize) -> Result<Trips> {
    let new_connection = proxy.count(subject.find(0, 1)).await?;
    let second_use = proxy.count(subject.find(0, 1)).await?;
    subject.find(0, 1).await?;
    let same_tenant = proxy.count(subject.find(0, 1)).await?;
    let mut other_tenant = None;
    if subject.tenants() > 1 {
        for _ in 0..3 {
            subject.find(1, 1).await?;
        }
        subject.find(0, 1).await?;
        other_tenant = Some(proxy.count(subject.find(1, 1)).await?);
    }
    subject.transaction(0).await?;
    let transaction = proxy.count(subject.transaction(0)).await?;
    subject.take_client(0).await?;
    let after_client = proxy.count(subject.find(0, 1)).await?;
    Ok(Trips {
        schemas,
        contender: subject.contender,
        new_connection,
        second_use,
        same_tenant,
        other_tenant,
        transaction,
        after_client,
    })
}
