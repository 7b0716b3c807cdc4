//! Time for many rows.
//!
//! A machine is faster in one second than in the next, so contenders take turns, a statement or a copy
//! each, and a ratio is of two times of one round.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bench_report::{Spent, Spread};
use cpu_time::ProcessTime;
use serde::Serialize;
use tenant::Database;

use crate::{
    clients::Clients,
    contender::{Against, Contender},
    model::reading,
    place::Place,
};

/// Rounds that do not count: plans, caches, files of the table.
const WARM: usize = 3;

/// One contender's result.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Timing {
    pub(crate) contender: Contender,
    /// For all rows.
    pub(crate) millis: Spread,
    /// How long this process, which has all clients in it, had a processor.
    pub(crate) client_millis: Spread,
    /// How long the server's processes had one.
    pub(crate) server_millis: Spread,
    /// How many times as long it took as what it is held against.
    pub(crate) ratio: Option<(Against, Spread)>,
}

impl Timing {
    /// Whether the goal is met, where there is one.
    pub(crate) fn met(&self) -> Option<bool> {
        let (against, ratio) = self.ratio?;
        Some(ratio.median >= against.goal?)
    }
}

/// How long something took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    wall: Duration,
    client: Duration,
    server: Duration,
}

impl Time {
    pub(crate) fn of_each(self, count: u32) -> Self {
        Self {
            wall: self.wall / count,
            client: self.client / count,
            server: self.server / count,
        }
    }
}

/// Measures from now on.
#[derive(Debug)]
pub(crate) struct Watch<'a> {
    place: &'a Place,
    server: Spent,
    wall: Instant,
    client: ProcessTime,
}

impl<'a> Watch<'a> {
    pub(crate) fn start(place: &'a Place) -> Result<Self> {
        Ok(Self {
            place,
            server: place.spent()?,
            wall: Instant::now(),
            client: ProcessTime::now(),
        })
    }

    pub(crate) fn time(self) -> Result<Time> {
        let (wall, client) = (self.wall.elapsed(), self.client.elapsed());
        let server = self.place.spent()? - self.server;
        Ok(Time {
            wall,
            client,
            server: server.time,
        })
    }
}

/// What is done in a contender's turn.
pub(crate) trait Turns {
    /// Does it, and says how long it took.
    fn turn(
        &mut self,
        contender: Contender,
        round: usize,
    ) -> impl Future<Output = Result<Time>> + Send;
}

/// Has each have its turn in each round, of which the first ones do not count.
pub(crate) async fn take_turns(
    mut turns: impl Turns,
    contenders: &[Contender],
    warm: usize,
    rounds: usize,
) -> Result<Vec<Timing>> {
    let mut entrants: Vec<_> = contenders
        .iter()
        .map(|contender| (*contender, Vec::new()))
        .collect();
    for round in 0..warm + rounds {
        for (contender, times) in &mut entrants {
            let time = turns.turn(*contender, round).await?;
            if round >= warm {
                times.push(time);
            }
        }
        // There and back, so that what drifts disturbs both sides of a ratio.
        entrants.reverse();
    }
    contenders
        .iter()
        .map(|contender| compare(*contender, &entrants))
        .collect()
}

/// Measures contenders with so many rows, a statement or a copy at a time.
pub(crate) async fn measure(
    place: &Place,
    contenders: &[Contender],
    rows: u32,
    rounds: usize,
) -> Result<Vec<Timing>> {
    let ours = Database::builder(place.url()).max_connections(1).build()?;
    let mut clients = Clients::connect(place.url(), &ours, 1).await?;
    place.empty([0]).await?;
    clients
        .run(Contender::CopyIn, 0, (0..rows).map(reading).collect())
        .await?;
    place.keep().await?;
    let once = Once {
        place,
        clients,
        rows,
    };
    take_turns(once, contenders, WARM, rounds).await
}

/// A statement, or a copy.
struct Once<'a> {
    place: &'a Place,
    clients: Clients,
    rows: u32,
}

impl Turns for Once<'_> {
    async fn turn(&mut self, contender: Contender, _: usize) -> Result<Time> {
        let rows = self.rows;
        let mut given = Vec::new();
        if contender.writes() {
            self.place.empty([0]).await?;
            given.extend((0..rows).map(reading));
        }
        let watch = Watch::start(self.place)?;
        let count = self.clients.run(contender, 0, given).await?;
        let time = watch.time()?;
        let name = contender.name();
        ensure!(count == u64::from(rows), "{name}: {count} rows, not {rows}");
        Ok(time)
    }
}

fn compare(contender: Contender, entrants: &[(Contender, Vec<Time>)]) -> Result<Timing> {
    let of = |contender: Contender| {
        let entrant = entrants.iter().find(|entrant| entrant.0 == contender);
        entrant.map_or(&[][..], |entrant| &entrant.1)
    };
    let own = of(contender);
    let millis = |part: fn(&Time) -> Duration| {
        let times = own.iter().map(|time| part(time).as_secs_f64() * 1e3);
        Spread::of(times.collect()).context("at least one round")
    };
    let ratio = contender.against().and_then(|against| {
        let ratios = own
            .iter()
            .zip(of(against.ours))
            .map(|(own, ours)| own.wall.as_secs_f64() / ours.wall.as_secs_f64());
        Some((against, Spread::of(ratios.collect())?))
    });
    Ok(Timing {
        contender,
        millis: millis(|time| time.wall)?,
        client_millis: millis(|time| time.client)?,
        server_millis: millis(|time| time.server)?,
        ratio,
    })
}
