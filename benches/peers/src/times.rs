//! Time of one statement.
//!
//! A machine is faster in one second than in the next, so contenders take turns of some milliseconds each,
//! and a ratio is of two turns of one round, or of the turns of two, there and back.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use bench_report::{Spread, grouped};
use cpu_time::ProcessTime;
use serde::Serialize;

use crate::{
    contender::Contender,
    job::{Job, Runs, Workload},
    place::Place,
    plan::Cell,
};

/// What is measured of each contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Case {
    pub(crate) workload: Workload,
    pub(crate) tenants: usize,
    pub(crate) tasks: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            workload,
            tenants,
            tasks,
        } = self;
        write!(f, "{}, {}", workload.name(), counted(*tenants, *tasks))
    }
}

/// As in "20 tenants, 1 task".
pub(crate) fn counted(tenants: usize, tasks: usize) -> String {
    let plural = |number| if number == 1 { "" } else { "s" };
    format!(
        "{} tenant{}, {tasks} task{}",
        grouped(&tenants),
        plural(tenants),
        plural(tasks)
    )
}

impl Case {
    fn connections(self) -> usize {
        self.tasks.min(MOST_CONNECTIONS)
    }

    /// About how long it takes until a contender can be measured.
    pub(crate) fn settling(self) -> Duration {
        let passes = u32::try_from(PASSES * self.tenants * self.connections()).unwrap_or(u32::MAX);
        ABOUT_CONNECTING + ABOUT_AN_OPERATION * passes
    }
}

/// One contender's result.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Timing {
    pub(crate) contender: Contender,
    pub(crate) case: Case,
    /// Of an operation.
    pub(crate) micros: Spread,
    /// How long it had the processor, in this process.
    pub(crate) client_micros: Spread,
    /// How many times as long it took as by hand.
    pub(crate) ratio: Spread,
    /// Seconds an operation, of each round.
    #[serde(skip)]
    pub(crate) rounds: Vec<f64>,
}

/// How long each is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    pub(crate) rounds: usize,
    /// Of each contender in each round.
    pub(crate) slice: Duration,
    /// How many consecutive rounds a ratio is of. With two, there and back, what comes from the order of the turns
    /// cancels.
    pub(crate) rounds_in_a_ratio: usize,
}

impl Effort {
    /// For two contenders, of which a hundredth is to be seen: more rounds, of shorter turns.
    pub(crate) fn closer(self) -> Self {
        Self {
            rounds: self.rounds * 10,
            slice: self.slice * 2 / 5,
            rounds_in_a_ratio: 2,
        }
    }
}

/// As many connections as tasks, up to this.
const MOST_CONNECTIONS: usize = 16;

struct Entrant {
    contender: Contender,
    peer: Arc<dyn Runs>,
    operations: usize,
    /// Of each round.
    times: Vec<Time>,
}

/// Has each tenant's statement prepared on each connection, and planned for good: tenant by tenant, with every
/// connection busy with it. Of all in rotation, who gets which is up to the pool, and one that prefers the
/// connection that served a tenant last would take long to be through.
async fn warm(peer: &Arc<dyn Runs>, case: Case) -> Result<()> {
    let connections = case.connections();
    for tenant in 0..case.tenants {
        let job = Job {
            workload: case.workload,
            tenants: tenant..tenant + 1,
            tasks: connections,
            operations: connections * PASSES,
            first: 0,
        };
        Arc::clone(peer).run(job).await?;
    }
    once(peer, case, 0, case.tenants * connections).await?;
    Ok(())
}

/// Some prepare a statement when it comes the second time, and the server has a plan that it keeps after five
/// executions of what is prepared.
const PASSES: usize = 10;

/// For the expectation alone.
const ABOUT_CONNECTING: Duration = Duration::from_millis(200);
const ABOUT_AN_OPERATION: Duration = Duration::from_micros(100);

/// Seconds an operation: by the clock, and those that the process had a processor for.
#[derive(Clone, Copy, Debug)]
struct Time {
    wall: f64,
    client: f64,
}

/// Measures the contenders, whom by hand is one of.
pub(crate) async fn measure(place: &Place, cell: &Cell, effort: Effort) -> Result<Vec<Timing>> {
    let Cell { case, contenders } = cell;
    let case = *case;
    let mut entrants = Vec::new();
    for contender in contenders {
        let entrant = enter(place, *contender, case, effort.slice).await;
        entrants.push(entrant.with_context(|| format!("{} in {case:?}", contender.name()))?);
    }
    for round in 0..effort.rounds {
        for entrant in &mut entrants {
            let first = round * entrant.operations;
            let time = once(&entrant.peer, case, first, entrant.operations).await?;
            entrant.times.push(time);
        }
        // There and back, so that what drifts disturbs both sides of a ratio.
        entrants.reverse();
    }
    let reference: Vec<_> = entrants
        .iter()
        .find(|entrant| entrant.contender == Contender::Hand)
        .map(|entrant| entrant.times.iter().map(|time| time.wall).collect())
        .context("by hand has to be among the contenders")?;
    let timings = contenders.iter().filter_map(|contender| {
        let entrant = entrants
            .iter()
            .find(|entrant| entrant.contender == *contender)?;
        let times = || entrant.times.iter();
        let rounds: Vec<_> = times().map(|time| time.wall).collect();
        Some(Timing {
            contender: *contender,
            case,
            micros: Spread::of(times().map(|time| time.wall * 1e6).collect())?,
            client_micros: Spread::of(times().map(|time| time.client * 1e6).collect())?,
            ratio: Spread::of(ratios(&rounds, &reference, effort.rounds_in_a_ratio))?,
            rounds,
        })
    });
    Ok(timings.collect())
}

/// How many times as long one took as the other, in so many consecutive rounds at a time.
fn ratios(times: &[f64], reference: &[f64], rounds: usize) -> Vec<f64> {
    let sums = |times: &[f64]| -> Vec<f64> {
        let together = times.chunks_exact(rounds);
        together.map(|times| times.iter().sum()).collect()
    };
    let both = sums(times).into_iter().zip(sums(reference));
    both.map(|(time, reference)| time / reference).collect()
}

/// Connects a contender, has it prepare what it will, and finds out how much it does in a slice.
async fn enter(
    place: &Place,
    contender: Contender,
    case: Case,
    slice: Duration,
) -> Result<Entrant> {
    let peer = contender
        .connect(place.url(), case.workload, case.tenants, case.connections())
        .await?;
    warm(&peer, case).await?;
    let mut operations = case.tasks * 4;
    loop {
        let time = once(&peer, case, 0, operations).await?;
        let fitting = slice.as_secs_f64() / time.wall;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a number of operations in some milliseconds"
        )]
        if fitting > 2.0 * operations as f64 {
            operations *= 2;
        } else {
            operations = (fitting as usize).max(case.tasks);
            break;
        }
    }
    Ok(Entrant {
        contender,
        peer,
        operations,
        times: Vec::new(),
    })
}

async fn once(peer: &Arc<dyn Runs>, case: Case, first: usize, operations: usize) -> Result<Time> {
    let job = Job {
        workload: case.workload,
        tenants: 0..case.tenants,
        tasks: case.tasks,
        operations,
        first,
    };
    let (wall, client) = (Instant::now(), ProcessTime::now());
    Arc::clone(peer).run(job).await?;
    let operations = f64::from(u32::try_from(operations)?);
    Ok(Time {
        wall: wall.elapsed().as_secs_f64() / operations,
        client: client.elapsed().as_secs_f64() / operations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_of_one_round_or_of_the_sums_of_two() {
        let (times, reference) = ([2.0, 4.0, 3.0, 9.0, 7.0], [1.0, 2.0, 6.0, 6.0, 1.0]);
        assert_eq!(ratios(&times, &reference, 1), [2.0, 2.0, 0.5, 1.5, 7.0]);
        assert_eq!(ratios(&times, &reference, 2), [2.0, 1.0]);
    }

    /// Whoever comes second in a round takes twice as long: A B, B A, A B, B A.
    #[test]
    fn there_and_back_the_order_of_the_turns_cancels() {
        let (times, reference) = ([1.0, 2.0, 1.0, 2.0], [2.0, 1.0, 2.0, 1.0]);
        assert_eq!(ratios(&times, &reference, 2), [1.0, 1.0]);
    }
}
