//! Time of a select by key, against the qualified route.
//!
//! A machine is faster in one second than in the next, so contenders take turns in short slices,
//! and a ratio is of two slices of one round.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use bench_report::{Postmaster, Spent, Spread};
use serde::Serialize;
use tokio::task::JoinSet;

use crate::{
    contender::{Contender, Subject},
    place::Place,
    sampler::Sampler,
};

/// How long a contender runs before it is the next one's turn.
const SLICE: Duration = Duration::from_millis(25);

/// The pool of each contender, but for those with a connection for each tenant.
pub(crate) const POOL: usize = 8;

/// How many tasks ask at a time.
pub(crate) const TASKS: [usize; 2] = [1, 16];

/// Connections for each tenant, where tenants have connections of their own.
const OWN: [usize; 2] = [1, 4];

/// The most connections that are opened for that.
const MOST_OWN: usize = 100;

/// Where the connections come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Supply {
    /// A pool of eight.
    Pool,
    /// So many for each tenant.
    Own(usize),
}

impl Supply {
    /// None where there would be too many.
    pub(crate) fn connections(self, schemas: usize) -> Option<usize> {
        match self {
            Self::Pool => Some(POOL),
            Self::Own(each) => Some(each * schemas).filter(|all| *all <= MOST_OWN),
        }
    }
}

/// One contender's result.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Timing {
    pub(crate) schemas: usize,
    pub(crate) contender: Contender,
    pub(crate) supply: Supply,
    pub(crate) tasks: usize,
    /// Microseconds of the clock for one statement, all tasks together.
    pub(crate) micros: Spread,
    /// Against the qualified route in the same round.
    pub(crate) ratio: Spread,
    /// Microseconds on the processors for one statement, of client and server, over all slices.
    pub(crate) processor_micros: Option<f64>,
}

struct Entrant {
    subject: Arc<Subject>,
    supply: Supply,
    micros: Vec<f64>,
    statements: u32,
    /// Absent where the system does not tell.
    spent: Option<Duration>,
}

/// What came of one slice.
struct Slice {
    elapsed: Duration,
    statements: u32,
}

/// Measures every contender for so many seconds with each number of tasks.
pub(crate) async fn measure(
    postmaster: Option<Postmaster>,
    place: &Place,
    contenders: &[Contender],
    seconds: f64,
) -> Result<Vec<Timing>> {
    let mut timings = Vec::new();
    for tasks in TASKS {
        let mut entrants = enter(place, contenders)?;
        // Plans, caches of the catalog, prepared statements.
        let warm = Duration::from_secs_f64(seconds / 3.0);
        for entrant in &entrants {
            slice(&entrant.subject, tasks, warm, 0).await?;
        }
        let rounds = Duration::from_secs_f64(seconds).as_millis() / SLICE.as_millis();
        for round in 0..u64::try_from(rounds)?.max(1) {
            for entrant in &mut entrants {
                let before = postmaster.and_then(spent);
                let slice = slice(&entrant.subject, tasks, SLICE, round + 1).await?;
                let after = postmaster.and_then(spent);
                entrant.note(&slice, before.zip(after));
            }
            // There and back, so that what drifts disturbs both sides of a ratio.
            entrants.reverse();
        }
        timings.extend(compare(&entrants, place.schemas.len(), tasks)?);
    }
    Ok(timings)
}

/// The time on processors of this process and the whole server until now.
fn spent(postmaster: Postmaster) -> Option<Duration> {
    Some((Spent::here()? + postmaster.spent()?).time)
}

fn enter(place: &Place, contenders: &[Contender]) -> Result<Vec<Entrant>> {
    let schemas = place.schemas.len();
    let mut entrants = Vec::new();
    let mut enter = |contender: Contender, supply: Supply| -> Result<()> {
        let Some(connections) = supply.connections(schemas) else {
            return Ok(());
        };
        let subject = Subject::new(contender, place.url(), &place.schemas, |builder| {
            builder.max_connections(connections)
        })?;
        entrants.push(Entrant {
            subject: Arc::new(subject),
            supply,
            micros: Vec::new(),
            statements: 0,
            spent: Some(Duration::ZERO),
        });
        Ok(())
    };
    for contender in contenders.iter().copied() {
        if contender.can_serve(schemas) {
            enter(contender, Supply::Pool)?;
        }
        if contender.is_dedicated() {
            for each in OWN {
                enter(contender, Supply::Own(each))?;
            }
        }
    }
    Ok(entrants)
}

impl Entrant {
    fn note(&mut self, slice: &Slice, processors: Option<(Duration, Duration)>) {
        let statements = f64::from(slice.statements.max(1));
        self.micros
            .push(slice.elapsed.as_secs_f64() * 1e6 / statements);
        self.statements += slice.statements;
        let spent = processors.map(|(before, after)| after.saturating_sub(before));
        self.spent = self.spent.zip(spent).map(|(sum, spent)| sum + spent);
    }
}

/// Runs one contender for a while.
async fn slice(
    subject: &Arc<Subject>,
    tasks: usize,
    length: Duration,
    round: u64,
) -> Result<Slice> {
    let start = Instant::now();
    let mut running = JoinSet::new();
    for task in 0..tasks {
        let subject = Arc::clone(subject);
        let mut sampler = Sampler::new(round * 1_000 + task as u64);
        running.spawn(async move {
            let mut done = 0_u32;
            while start.elapsed() < length {
                let tenant = sampler.below(subject.tenants());
                subject.find(tenant, 1 + i64::from(done % 100)).await?;
                done += 1;
            }
            Ok::<_, tenant::Error>(done)
        });
    }
    let mut statements = 0;
    while let Some(result) = running.join_next().await {
        statements += result??;
    }
    Ok(Slice {
        elapsed: start.elapsed(),
        statements,
    })
}

fn compare(entrants: &[Entrant], schemas: usize, tasks: usize) -> Result<Vec<Timing>> {
    let reference = entrants
        .iter()
        .find(|entrant| entrant.subject.contender == Contender::Qualified)
        .context("the qualified route is what the others are compared with; name it too")?;
    entrants
        .iter()
        .map(|entrant| {
            let ratios = entrant.micros.iter().zip(&reference.micros);
            let ratio = Spread::of(ratios.map(|(own, other)| own / other).collect());
            Ok(Timing {
                schemas,
                contender: entrant.subject.contender,
                supply: entrant.supply,
                tasks,
                micros: Spread::of(entrant.micros.clone()).context("at least one slice")?,
                ratio: ratio.context("at least one slice")?,
                processor_micros: entrant
                    .spent
                    .map(|spent| spent.as_secs_f64() * 1e6 / f64::from(entrant.statements.max(1))),
            })
        })
        .collect()
}
