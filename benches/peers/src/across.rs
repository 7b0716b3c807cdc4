//! The same query for many tenants: one after the other, all sent at once, and as one statement; on the server's
//! machine, and where a network lies between.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bench_report::{Goal, Spread, connect};
use futures_util::future;
use serde::{Deserialize, Serialize};
use tenant::prelude::*;
use tokio_postgres::{Client as Plain, Row, Statement};

use crate::{
    by_hand::{Record, text},
    job::Workload,
    line::Line,
    model::{Account, Client, key, schema},
    place::Place,
};

/// Numbers of tenants.
pub(crate) const TENANTS: [usize; 2] = [16, 100];

/// How long each is measured before the next.
const TURN: Duration = Duration::from_millis(25);

/// Rounds that do not count: the server plans a statement anew five times before it keeps a plan.
const WARMING: usize = 10;

/// One statement is at least so many times as fast as a loop.
const BY_LOOP: f64 = 10.0;

/// How it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Way {
    /// By hand: a prepared statement after the other.
    LoopByHand,
    /// The same, by the handles.
    Loop,
    /// By hand: prepared statements on one connection, none of which waits for the one before.
    PipelinedByHand,
    /// By hand: a prepared statement with a part for each schema, which says whose its rows are.
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

/// What lies between client and server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Between {
    Socket,
    /// A relay that takes as long as the network between two machines of one region does.
    Line,
}

/// Of the line, in each direction.
const DELAY: Duration = Duration::from_micros(250);

impl Between {
    const ALL: [Self; 2] = [Self::Socket, Self::Line];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Socket => "on a Unix socket".to_owned(),
            Self::Line => format!("{} ms there and back", 2.0 * DELAY.as_secs_f64() * 1e3),
        }
    }
}

/// What it takes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Across {
    pub(crate) between: Between,
    pub(crate) tenants: usize,
    pub(crate) way: Way,
    /// Of an empty statement: of the way there and back alone.
    pub(crate) trip_micros: Spread,
    /// Of all tenants.
    pub(crate) micros: Spread,
    /// How many times as long the loop by hand took.
    pub(crate) times: Spread,
}

pub(crate) async fn measure(place: &Place, rounds: usize) -> Result<Vec<Across>> {
    let line = Line::to(place.url(), DELAY)?;
    let mut all = Vec::new();
    for between in Between::ALL {
        let url = match between {
            Between::Socket => place.url().to_owned(),
            Between::Line => line.url()?,
        };
        for tenants in TENANTS {
            let asker = Asker::new(&url, tenants).await?;
            all.extend(take_turns(&asker, between, rounds).await?);
        }
    }
    Ok(all)
}

async fn take_turns(asker: &Asker, between: Between, rounds: usize) -> Result<Vec<Across>> {
    let mut micros: Vec<_> = Way::ALL.map(|way| (way, Vec::new())).into();
    let mut trips = Vec::new();
    for round in 0..rounds + WARMING {
        let start = Instant::now();
        asker.client.simple_query("").await?;
        let trip = start.elapsed();
        if round >= WARMING {
            trips.push(trip.as_secs_f64() * 1e6);
        }
        for (way, micros) in &mut micros {
            let turn = take_turn(asker, *way, round).await?;
            if round >= WARMING {
                micros.push(turn);
            }
        }
        micros.reverse();
    }
    let of = |way| {
        let found = micros.iter().find(|(other, _)| *other == way);
        found.map(|(_, micros)| micros).context("a way")
    };
    let trip = Spread::of(trips).context("a round")?;
    let reference = of(Way::LoopByHand)?;
    let all = Way::ALL.iter().map(|way| {
        let own = of(*way)?;
        let times = reference
            .iter()
            .zip(own)
            .map(|(reference, own)| reference / own);
        Ok(Across {
            between,
            tenants: asker.tenants.len(),
            way: *way,
            trip_micros: trip,
            micros: Spread::of(own.clone()).context("a round")?,
            times: Spread::of(times.collect()).context("a round")?,
        })
    });
    all.collect()
}

/// Asks as often as a turn has time for, but once at least; microseconds for all tenants.
async fn take_turn(asker: &Asker, way: Way, round: usize) -> Result<f64> {
    let tenants = asker.tenants.len();
    // Not counted: until then the processor's caches are those of the way before, which may be on this connection, or not.
    asker.ask(way, key(round)).await?;
    let (start, mut count) = (Instant::now(), 0);
    while count == 0 || start.elapsed() < TURN {
        let rows = asker.ask(way, key(round + count)).await?;
        ensure!(rows == tenants, "{way:?}: {rows} rows of {tenants} tenants");
        count += 1;
    }
    let count = f64::from(u32::try_from(count)?);
    Ok(start.elapsed().as_secs_f64() * 1e6 / count)
}

pub(crate) fn goals(all: &[Across]) -> Vec<Goal> {
    let ours = all
        .iter()
        .filter(|each| each.way == Way::Across && each.tenants == 100);
    ours.map(|across| {
        let between = across.between.name();
        let what = format!("one query over 100 tenants, {between}: a loop by hand");
        Goal::at_least(what, BY_LOOP, across.times.median)
    })
    .collect()
}

/// A text for a tenant.
fn of_one(tenant: usize) -> String {
    text(Workload::Select, Some(&schema(tenant)))
}

/// A text for so many, with a part for each; the last column is the tenant's number.
pub(crate) fn of_all(tenants: usize) -> String {
    let part = |tenant| format!("SELECT *, {tenant} FROM ({}) AS part", of_one(tenant));
    let parts: Vec<_> = (0..tenants).map(part).collect();
    parts.join(" UNION ALL ")
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
    async fn new(url: &str, tenants: usize) -> Result<Self> {
        let client = connect(url).await?;
        let mut each = Vec::new();
        for tenant in 0..tenants {
            each.push(client.prepare(&of_one(tenant)).await?);
        }
        let all = client.prepare(&of_all(tenants)).await?;
        let db = Database::builder(url)
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
                let row = |row: &Row| (Record::of(row), row.get::<_, i32>(10));
                rows.iter().map(row).collect::<Vec<_>>().len()
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
