//! The same query for many tenants: one after the other, all sent at once, and as one statement.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use bench_report::{Goal, Spread, connect};
use futures_util::future;
use serde::Serialize;
use tenant::prelude::*;
use tokio_postgres::{Client as Plain, Statement};

use crate::{
    by_hand::{Record, text},
    job::Workload,
    model::{Account, Client, key, schema},
    place::Place,
};

/// Numbers of tenants.
pub(crate) const TENANTS: [usize; 2] = [16, 100];

/// One statement is at least so many times as fast as a loop.
const BY_LOOP: f64 = 10.0;

/// How it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Way {
    /// By hand: a prepared statement after the other.
    LoopByHand,
    /// The same, by the handles.
    Loop,
    /// By hand: prepared statements on one connection, none of which waits for the one before.
    PipelinedByHand,
    /// By hand: a prepared statement with a part for each schema.
    OneByHand,
    /// `Client::across`.
    Across,
}

impl Way {
    const ALL: [Self; 5] = [
        Self::LoopByHand,
        Self::Loop,
        Self::PipelinedByHand,
        Self::OneByHand,
        Self::Across,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::LoopByHand => "by hand, in a loop",
            Self::Loop => "tenant, in a loop",
            Self::PipelinedByHand => "by hand, pipelined",
            Self::OneByHand => "by hand, `UNION ALL`",
            Self::Across => "tenant, `Client::across`",
        }
    }
}

/// What it takes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Across {
    pub(crate) tenants: usize,
    pub(crate) way: Way,
    /// Of all tenants.
    pub(crate) micros: Spread,
    /// How many times as long the loop by hand took.
    pub(crate) times: Spread,
}

pub(crate) async fn measure(place: &Place, rounds: usize) -> Result<Vec<Across>> {
    let mut all = Vec::new();
    for tenants in TENANTS {
        let asker = Asker::new(place, tenants).await?;
        let mut micros: Vec<_> = Way::ALL.map(|way| (way, Vec::new())).into();
        // The server plans a statement anew five times before it keeps a plan.
        for round in 0..rounds + 10 {
            for (way, micros) in &mut micros {
                let start = Instant::now();
                let rows = asker.ask(*way, key(round)).await?;
                let elapsed = start.elapsed();
                ensure!(rows == tenants, "{way:?}: {rows} rows of {tenants} tenants");
                if round >= 10 {
                    micros.push(elapsed.as_secs_f64() * 1e6);
                }
            }
            micros.reverse();
        }
        let of = |way| {
            let found = micros.iter().find(|(other, _)| *other == way);
            found.map(|(_, micros)| micros).context("a way")
        };
        let reference = of(Way::LoopByHand)?;
        for way in Way::ALL {
            let own = of(way)?;
            let times = reference
                .iter()
                .zip(own)
                .map(|(reference, own)| reference / own);
            all.push(Across {
                tenants,
                way,
                micros: Spread::of(own.clone()).context("a round")?,
                times: Spread::of(times.collect()).context("a round")?,
            });
        }
    }
    Ok(all)
}

pub(crate) fn goals(all: &[Across]) -> Vec<Goal> {
    let ours = all
        .iter()
        .filter(|each| each.way == Way::Across && each.tenants == 100);
    ours.map(|across| {
        let what = "one query over 100 tenants: a loop by hand".to_owned();
        Goal::at_least(what, BY_LOOP, across.times.median)
    })
    .collect()
}

/// Whoever asks for a row of each tenant.
struct Asker {
    client: Plain,
    /// A statement for each tenant.
    each: Vec<Statement>,
    /// One for all of them.
    all: Statement,
    db: Database,
    tenants: &'static [Client],
}

impl Asker {
    async fn new(place: &Place, tenants: usize) -> Result<Self> {
        let client = connect(place.url()).await?;
        let text = |tenant| text(Workload::Select, Some(&schema(tenant)));
        let mut each = Vec::new();
        let mut parts = Vec::new();
        for tenant in 0..tenants {
            let text = text(tenant);
            each.push(client.prepare(&text).await?);
            parts.push(text);
        }
        let all = client.prepare(&parts.join(" UNION ALL ")).await?;
        let db = Database::builder(place.url())
            .max_connections(1)
            .max_statements(tenants + 1)
            .max_tenants(tenants + 1)
            .build()?;
        Ok(Self {
            client,
            each,
            all,
            db,
            tenants: &Client::ALL[..tenants],
        })
    }

    /// How many rows came.
    async fn ask(&self, way: Way, key: i64) -> Result<usize> {
        Ok(match way {
            Way::LoopByHand => {
                let mut rows = Vec::new();
                for statement in &self.each {
                    let row = self.client.query_one(statement, &[&key]).await?;
                    rows.push(Record::of(&row));
                }
                rows.len()
            }
            Way::PipelinedByHand => {
                let asked = self.each.iter().map(async |statement| {
                    let row = self.client.query_one(statement, &[&key]).await?;
                    Ok::<_, tokio_postgres::Error>(Record::of(&row))
                });
                future::try_join_all(asked).await?.len()
            }
            Way::OneByHand => {
                let rows = self.client.query(&self.all, &[&key]).await?;
                rows.iter().map(Record::of).collect::<Vec<_>>().len()
            }
            Way::Loop => {
                let mut rows = Vec::new();
                for tenant in self.tenants {
                    rows.push(Account::of(*tenant).find(key).fetch_one(&self.db).await?);
                }
                rows.len()
            }
            Way::Across => {
                let rows = Client::across(self.tenants.iter().copied(), |client| {
                    Account::of(client).filter(|account| account.id.eq(key))
                });
                rows.fetch_all(&self.db).await?.len()
            }
        })
    }
}
