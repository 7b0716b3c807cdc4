//! Time for many rows.
//!
//! A machine is faster in one second than in the next, so contenders take turns, a statement or a copy
//! each, and a ratio is of two times of one round.

use bench_report::Spread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::{
    clients::Clients,
    contender::{Against, Contender},
    model::reading,
    place::Place,
};

/// Rounds that do not count: plans, caches, files of the table.
const WARM: usize = 3;

/// One contender's result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    pub(crate) contender: Contender,
    /// For all rows.
    pub(crate) millis: Spread,
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

/// Measures contenders with so many rows.
pub(crate) async fn measure(
    place: &Place,
    contenders: &[Contender],
    rows: u32,
    rounds: usize,
) -> Result<Vec<Timing>> {
    let mut clients = Clients::connect(place.url()).await?;
    place.empty().await?;
    clients
        .run(Contender::CopyIn, (0..rows).map(reading).collect())
        .await?;
    place.keep().await?;
    let mut entrants: Vec<_> = contenders
        .iter()
        .map(|contender| (*contender, Vec::new()))
        .collect();
    for round in 0..WARM + rounds {
        for (contender, times) in &mut entrants {
            let time = once(place, &mut clients, *contender, rows).await?;
            if round >= WARM {
                times.push(time.as_secs_f64() * 1e3);
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

async fn once(
    place: &Place,
    clients: &mut Clients,
    contender: Contender,
    rows: u32,
) -> Result<Duration> {
    let mut given = Vec::new();
    if contender.writes() {
        place.empty().await?;
        given.extend((0..rows).map(reading));
    }
    let start = Instant::now();
    let count = clients.run(contender, given).await?;
    let elapsed = start.elapsed();
    let name = contender.name();
    ensure!(count == u64::from(rows), "{name}: {count} rows, not {rows}");
    Ok(elapsed)
}

fn compare(contender: Contender, entrants: &[(Contender, Vec<f64>)]) -> Result<Timing> {
    let of = |contender: Contender| {
        let entrant = entrants.iter().find(|entrant| entrant.0 == contender);
        entrant.map_or(&[][..], |entrant| &entrant.1)
    };
    let own = of(contender);
    let ratio = contender.against().and_then(|against| {
        let ratios = own
            .iter()
            .zip(of(against.ours))
            .map(|(own, ours)| own / ours);
        Some((against, Spread::of(ratios.collect())?))
    });
    Ok(Timing {
        contender,
        millis: Spread::of(own.to_vec()).context("at least one round")?,
        ratio,
    })
}
