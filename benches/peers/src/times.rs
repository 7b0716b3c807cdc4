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
use serde::{Deserialize, Serialize};

use crate::{
    contender::Contender,
    job::{Job, Runs, Workload},
    place::Place,
    plan::{self, Cell},
};

/// What is measured of each contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
    format!("{}, {tasks} task{}", self::tenants(tenants), plural(tasks))
}

/// As in "20 tenants".
pub(crate) fn tenants(number: usize) -> String {
    format!("{} tenant{}", grouped(&number), plural(number))
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

impl Case {
    fn connections(self) -> usize {
        let most = MOST_CONNECTIONS.min(MOST_STATEMENTS / self.tenants);
        self.tasks.min(most.max(1))
    }

    /// Whether who is ready for the one is ready for the other.
    pub(crate) fn settles_with(self, other: Self) -> bool {
        let settled = |case: Self| (case.workload, case.tenants, case.connections());
        settled(self) == settled(other)
    }

    /// How often a contender does the work of each tenant on each connection until it is ready.
    ///
    /// One statement for all tenants has as many executions as one of each tenant, all tenants taken together.
    fn passes(self, contender: Contender) -> usize {
        if contender.prepares_per_tenant() {
            PASSES
        } else {
            PASSES.div_ceil(self.tenants)
        }
    }

    /// About how long it takes until a contender can be measured.
    pub(crate) fn settling(self, contender: Contender) -> Duration {
        let of_each = ABOUT_A_FIRST + times(self.operation(), self.passes(contender));
        ABOUT_CONNECTING + times(of_each, self.tenants * self.connections())
    }

    /// About how long a turn is, in which each task has something to do.
    pub(crate) fn turn(self, slice: Duration) -> Duration {
        slice.max(times(self.operation(), self.tasks))
    }

    fn operation(self) -> Duration {
        ABOUT_A_STATEMENT + times(ABOUT_A_ROW, self.workload.rows())
    }
}

/// So many times as long.
pub(crate) fn times(duration: Duration, count: usize) -> Duration {
    duration * u32::try_from(count).unwrap_or(u32::MAX)
}

/// One contender's result.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Timing {
    pub(crate) contender: Contender,
    pub(crate) case: Case,
    /// Of an operation.
    pub(crate) micros: Spread,
    /// How long it had the processor, in this process.
    pub(crate) client_micros: Spread,
    /// How long the server's processes had one.
    pub(crate) server_micros: Spread,
    /// How often they were given one, after they had waited for something.
    pub(crate) server_turns: Spread,
    /// How many times as long it took as by hand.
    pub(crate) ratio: Spread,
    /// Seconds an operation, of each round.
    #[serde(skip)]
    pub(crate) rounds: Vec<f64>,
}

impl Timing {
    /// How many times as long it took as another, in each round.
    pub(crate) fn against(&self, other: &Self) -> Option<Spread> {
        Spread::of(ratios(&self.rounds, &other.rounds, 1))
    }
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
    /// For few contenders, of which a hundredth is to be seen: more rounds, of shorter turns.
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

/// And no more of them than have so many statements prepared, with one of each tenant on each.
const MOST_STATEMENTS: usize = 4_000;

/// Who is ready to be measured.
struct Entrant {
    contender: Contender,
    peer: Arc<dyn Runs>,
}

/// What it does in one case.
struct Turns<'a> {
    entrant: &'a Entrant,
    operations: usize,
    /// Of each round.
    times: Vec<Time>,
}

/// Has each tenant's statement prepared on each connection, and planned for good: tenant by tenant, with every
/// connection busy with it. Of all in rotation, who gets which is up to the pool, and one that prefers the
/// connection that served a tenant last would take long to be through.
async fn warm(peer: &Arc<dyn Runs>, case: Case, passes: usize) -> Result<()> {
    let connections = case.connections();
    for tenant in 0..case.tenants {
        let job = Job {
            workload: case.workload,
            tenants: tenant..tenant + 1,
            tasks: connections,
            operations: connections * passes,
            first: 0,
        };
        Arc::clone(peer).run(job).await?;
    }
    Ok(())
}

/// Some prepare a statement when it comes the second time, and the server has a plan that it keeps after five
/// executions of what is prepared.
const PASSES: usize = 10;

/// For the expectation alone.
const ABOUT_CONNECTING: Duration = Duration::from_millis(200);
const ABOUT_A_FIRST: Duration = Duration::from_micros(300);
const ABOUT_A_STATEMENT: Duration = Duration::from_micros(75);
const ABOUT_A_ROW: Duration = Duration::from_nanos(600);

/// Seconds an operation: by the clock, and those that client and server had a processor for.
#[derive(Clone, Copy, Debug)]
struct Time {
    wall: f64,
    client: f64,
    server: f64,
    /// How often the server's processes were given one.
    turns: f64,
}

/// Measures the contenders, whom by hand is one of, in cases for which they have to be made ready once.
pub(crate) async fn measure(place: &Place, cells: &[Cell], effort: Effort) -> Result<Vec<Timing>> {
    let mut entrants = Vec::new();
    for (contender, case) in plan::settled(cells) {
        let entrant = enter(place, contender, case).await;
        entrants.push(entrant.with_context(|| format!("{} in {case:?}", contender.name()))?);
    }
    let mut timings = Vec::new();
    for cell in cells {
        timings.extend(take_turns(place, &entrants, cell, effort).await?);
    }
    Ok(timings)
}

async fn take_turns(
    place: &Place,
    entrants: &[Entrant],
    cell: &Cell,
    effort: Effort,
) -> Result<Vec<Timing>> {
    let Cell { case, contenders } = cell;
    let mut all = Vec::new();
    for entrant in entrants {
        if contenders.contains(&entrant.contender) {
            all.push(Turns {
                entrant,
                operations: pace(place, &entrant.peer, *case, effort.slice).await?,
                times: Vec::new(),
            });
        }
    }
    for round in 0..effort.rounds {
        for turns in &mut all {
            let first = round * turns.operations;
            let time = once(place, &turns.entrant.peer, *case, first, turns.operations).await?;
            turns.times.push(time);
        }
        // There and back, so that what drifts disturbs both sides of a ratio.
        all.reverse();
    }
    let of = |contender| {
        let turns = all
            .iter()
            .find(|turns| turns.entrant.contender == contender);
        turns
            .map(|turns| turns.times.as_slice())
            .context("a contender")
    };
    let reference = of(Contender::Hand)?;
    let timings = contenders.iter().map(|contender| {
        let timing = timing(*contender, *case, of(*contender)?, reference, effort);
        timing.context("a round")
    });
    timings.collect()
}

/// What came of a contender's turns; nothing if it had none.
fn timing(
    contender: Contender,
    case: Case,
    times: &[Time],
    reference: &[Time],
    effort: Effort,
) -> Option<Timing> {
    let wall = |times: &[Time]| -> Vec<_> { times.iter().map(|time| time.wall).collect() };
    let rounds = wall(times);
    let micros =
        |of: fn(&Time) -> f64| Spread::of(times.iter().map(|time| of(time) * 1e6).collect());
    Some(Timing {
        contender,
        case,
        micros: micros(|time| time.wall)?,
        client_micros: micros(|time| time.client)?,
        server_micros: micros(|time| time.server)?,
        server_turns: Spread::of(times.iter().map(|time| time.turns).collect())?,
        ratio: Spread::of(ratios(&rounds, &wall(reference), effort.rounds_in_a_ratio))?,
        rounds,
    })
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

/// Connects a contender, and has it prepare what it will.
async fn enter(place: &Place, contender: Contender, case: Case) -> Result<Entrant> {
    let peer = contender
        .connect(place.url(), case.workload, case.tenants, case.connections())
        .await?;
    warm(&peer, case, case.passes(contender)).await?;
    Ok(Entrant { contender, peer })
}

/// How much it does in a slice.
async fn pace(place: &Place, peer: &Arc<dyn Runs>, case: Case, slice: Duration) -> Result<usize> {
    let mut operations = case.tasks * 4;
    loop {
        let time = once(place, peer, case, 0, operations).await?;
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
            return Ok((fitting as usize).max(case.tasks));
        }
    }
}

async fn once(
    place: &Place,
    peer: &Arc<dyn Runs>,
    case: Case,
    first: usize,
    operations: usize,
) -> Result<Time> {
    let job = Job {
        workload: case.workload,
        tenants: 0..case.tenants,
        tasks: case.tasks,
        operations,
        first,
    };
    let before = place.spent()?;
    let (wall, client) = (Instant::now(), ProcessTime::now());
    Arc::clone(peer).run(job).await?;
    let (wall, client) = (wall.elapsed(), client.elapsed());
    let server = place.spent()? - before;
    let operations = f64::from(u32::try_from(operations)?);
    Ok(Time {
        wall: wall.as_secs_f64() / operations,
        client: client.as_secs_f64() / operations,
        server: server.time.as_secs_f64() / operations,
        turns: f64::from(u32::try_from(server.turns)?) / operations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_as_many_as_tasks_until_they_have_4_000_statements() {
        let of = |tenants, tasks| {
            let workload = Workload::Select;
            let case = Case {
                workload,
                tenants,
                tasks,
            };
            case.connections()
        };
        assert_eq!([of(1, 1), of(20, 4), of(20, 64)], [1, 4, 16]);
        assert_eq!([of(1_000, 1), of(1_000, 16), of(1_000, 64)], [1, 4, 4]);
        assert_eq!(of(10_000, 16), 1);
    }

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
