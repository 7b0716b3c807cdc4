//! The first statement on a new connection, and the first of a tenant on one that has served another.

use std::{sync::Arc, time::Instant};

use anyhow::{Context, Result};
use bench_report::Spread;
use serde::{Deserialize, Serialize};

use crate::{
    contender::Contender,
    job::{Job, Workload},
    place::Place,
};

/// What it takes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct First {
    pub(crate) contender: Contender,
    /// Of a tenant, on a connection that has served another.
    pub(crate) of_tenant: Took,
    /// On a new connection, connecting included.
    pub(crate) connecting: Took,
}

/// A time, and how many times as long it took as by hand, where the statement is prepared and run.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Took {
    pub(crate) micros: Spread,
    pub(crate) ratio: Spread,
}

/// By hand, and everyone whose connections serve any tenant.
const CONTENDERS: [Contender; 17] = [
    Contender::HandFirst,
    Contender::HandPath,
    Contender::Static,
    Contender::OfTheSet,
    Contender::Runtime,
    Contender::SearchPath,
    Contender::SearchPathLocal,
    Contender::SetRole,
    Contender::Deadpool,
    Contender::Clorinde,
    Contender::ClorindePath,
    Contender::Sqlx,
    Contender::SqlxPath,
    Contender::Diesel,
    Contender::DieselPath,
    Contender::SeaOrm,
    Contender::SeaOrmPath,
];

/// Microseconds of each.
struct Times {
    of_tenant: f64,
    connecting: f64,
}

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
        let took = |time: fn(&Times) -> f64| {
            let ratios = own.iter().zip(reference);
            let ratios = ratios.map(|(own, hand)| time(own) / time(hand));
            Some(Took {
                micros: Spread::of(own.iter().map(time).collect())?,
                ratio: Spread::of(ratios.collect())?,
            })
        };
        Ok(First {
            contender: *contender,
            of_tenant: took(|times| times.of_tenant).context("a round")?,
            connecting: took(|times| times.connecting).context("a round")?,
        })
    });
    firsts.collect()
}

async fn once(place: &Place, contender: Contender) -> Result<Times> {
    let start = Instant::now();
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
    let connected = Instant::now();
    peer.run(job(0)).await?;
    Ok(Times {
        of_tenant: connected.elapsed().as_secs_f64() * 1e6,
        connecting: (connected - start).as_secs_f64() * 1e6,
    })
}
