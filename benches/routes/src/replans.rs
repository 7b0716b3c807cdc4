//! How often the server plans: what it counts itself, and what a statement costs that is the first
//! after a change of tenant.

use bench_report::Spread;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::{
    contender::{Contender, Subject},
    place::{self, Place},
};

/// Changes of tenant, between two of them, and how many of the first are not timed: statements are
/// new then, or not yet planned for good.
const CHANGES: usize = 1_000;
const UNTIMED: usize = 40;

/// What one contender's server did.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Replans {
    pub(crate) schemas: usize,
    /// Absent for one statement, prepared by hand, under every tenant's path.
    pub(crate) contender: Option<Contender>,
    /// Prepared statements of the select, over both tenants.
    pub(crate) statements: i64,
    /// Runs that were planned for their parameters.
    pub(crate) custom: i64,
    /// Runs by a plan that was kept.
    pub(crate) generic: i64,
    /// The first statement's time after a change of tenant, against the second's.
    pub(crate) ratio: Spread,
}

pub(crate) async fn measure(place: &Place, contenders: &[Contender]) -> Result<Vec<Replans>> {
    let mut all = Vec::new();
    for contender in contenders.iter().copied() {
        all.push(measure_one(place, contender).await?);
    }
    all.push(by_hand(place).await?);
    Ok(all)
}

async fn measure_one(place: &Place, contender: Contender) -> Result<Replans> {
    let connections = if contender.is_dedicated() { 2 } else { 1 };
    let subject = Subject::new(contender, place.url(), &place.schemas, |builder| {
        builder.max_connections(connections)
    })?;
    let mut ratios = Vec::with_capacity(CHANGES);
    for change in 0..CHANGES {
        let tenant = change % subject.tenants().min(2);
        let [first, second] = subject.find_twice(tenant).await?;
        if change >= UNTIMED {
            ratios.push(first.as_secs_f64() / second.as_secs_f64());
        }
    }
    let mut plans = vec![subject.plans(0).await?];
    if contender.is_dedicated() {
        plans.push(subject.plans(1).await?);
    }
    Ok(Replans {
        schemas: place.schemas.len(),
        contender: Some(contender),
        statements: plans.iter().map(|plans| plans.statements).sum(),
        custom: plans.iter().map(|plans| plans.custom).sum(),
        generic: plans.iter().map(|plans| plans.generic).sum(),
        ratio: Spread::of(ratios).expect("some changes are timed"),
    })
}

/// What this library does not do: one statement, prepared once, for whichever path is set.
async fn by_hand(place: &Place) -> Result<Replans> {
    let client = place::connect(place.url()).await?;
    client.batch_execute("SET search_path TO t0000").await?;
    let select = "SELECT id, name, amount FROM ledger0 WHERE id = $1";
    let statement = client.prepare(select).await?;
    let mut ratios = Vec::with_capacity(CHANGES);
    for change in 0..CHANGES {
        let path = format!("SET search_path TO t000{}", change % 2);
        client.batch_execute(&path).await?;
        let start = Instant::now();
        client.query_one(&statement, &[&1_i64]).await?;
        let between = Instant::now();
        client.query_one(&statement, &[&2_i64]).await?;
        let (first, second) = (between.duration_since(start), between.elapsed());
        if change >= UNTIMED {
            ratios.push(first.as_secs_f64() / second.as_secs_f64());
        }
    }
    let plans = "SELECT statements, custom, generic FROM probe.plans";
    let row = client.query_one(plans, &[]).await?;
    Ok(Replans {
        schemas: place.schemas.len(),
        contender: None,
        statements: row.get(0),
        custom: row.get(1),
        generic: row.get(2),
        ratio: Spread::of(ratios).expect("some changes are timed"),
    })
}
