//! The first statement of a tenant on a connection that has served another.

use std::{sync::Arc, time::Instant};

use anyhow::{Context, Result};
use bench_report::Spread;
use serde::Serialize;

use crate::{
    contender::Contender,
    job::{Job, Workload},
    place::Place,
};

/// What it takes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct First {
    pub(crate) contender: Contender,
    pub(crate) micros: Spread,
    /// How many times as long it took as by hand, where the statement is prepared and run.
    pub(crate) ratio: Spread,
}

/// By hand, and everyone whose connections serve more than one tenant.
const CONTENDERS: [Contender; 10] = [
    Contender::HandFirst,
    Contender::HandPath,
    Contender::Static,
    Contender::OfTheSet,
    Contender::Runtime,
    Contender::Deadpool,
    Contender::Sqlx,
    Contender::SqlxPath,
    Contender::Diesel,
    Contender::SeaOrm,
];

pub(crate) async fn measure(place: &Place, rounds: usize) -> Result<Vec<First>> {
    let mut times: Vec<_> = CONTENDERS.map(|contender| (contender, Vec::new())).into();
    for _ in 0..rounds {
        for (contender, times) in &mut times {
            times.push(once(place, *contender).await?);
        }
        times.reverse();
    }
    let of = |contender| {
        let found = times.iter().find(|(other, _)| *other == contender);
        found.map(|(_, times)| times).context("a contender")
    };
    let reference = of(Contender::HandFirst)?;
    let firsts = CONTENDERS.iter().map(|contender| {
        let own = of(*contender)?;
        let ratios = own.iter().zip(reference).map(|(own, hand)| own / hand);
        Ok(First {
            contender: *contender,
            micros: Spread::of(own.clone()).context("a round")?,
            ratio: Spread::of(ratios.collect()).context("a round")?,
        })
    });
    firsts.collect()
}

/// Microseconds.
async fn once(place: &Place, contender: Contender) -> Result<f64> {
    let peer = contender
        .connect(place.url(), Workload::Select, 2, 1)
        .await?;
    let job = |first| Job {
        workload: Workload::Select,
        tenants: 0..2,
        tasks: 1,
        operations: 1,
        first,
    };
    Arc::clone(&peer).run(job(1)).await?;
    let start = Instant::now();
    peer.run(job(0)).await?;
    Ok(start.elapsed().as_secs_f64() * 1e6)
}
