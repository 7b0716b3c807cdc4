//! The same work by hand, through the handles, and as the peers' documentation recommends.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [OPTIONS]
//! ```
//!
//! starts a server of its own, and writes a report to a directory: Markdown, JSON and pictures.

mod account;
mod across;
mod by_clorinde;
mod by_deadpool;
mod by_diesel;
mod by_hand;
mod by_sea_orm;
mod by_sqlx;
mod by_toasty;
mod cold;
mod contender;
mod explain;
mod goal;
mod job;
mod line;
mod model;
mod ours;
mod pgbench;
mod pin;
mod place;
mod plan;
mod plot;
mod python;
mod report;
mod rival;
mod times;

use std::{path::PathBuf, time::Duration};

use anyhow::Result;
use bench_report::{Machine, command};
use clap::{Parser, ValueEnum};
use tenant::embedded::Server;

use crate::{
    contender::Contender, job::Workload, place::Place, plan::Asked, report::Report, times::Effort,
};

const COMMAND: &str = "cargo run --release --manifest-path benches/peers/Cargo.toml";

/// Measures one statement at a time, against other libraries.
#[derive(Parser, Clone, Debug)]
#[command(version)]
struct Options {
    /// What is measured; everything if not given.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<Part>,

    /// The kinds of statement; all if not given.
    #[arg(long, value_delimiter = ',')]
    workloads: Vec<Workload>,

    /// Who is compared with by hand; all if not given.
    #[arg(long, value_delimiter = ',')]
    contenders: Vec<Contender>,

    /// Numbers of tenants in rotation; those of the plan if not given.
    #[arg(long, value_delimiter = ',')]
    tenants: Vec<usize>,

    /// Numbers of tasks; those of the plan if not given.
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<usize>,

    /// How often each contender has its turn; at least seven, to be said to be faster or slower.
    #[arg(long, default_value_t = 41)]
    rounds: usize,

    /// How long a turn is; milliseconds.
    #[arg(long, default_value_t = 25)]
    slice: u64,

    /// Where the report goes.
    #[arg(
        long,
        value_name = "DIRECTORY",
        default_value = "benches/results/peers"
    )]
    report: PathBuf,

    /// Measure nothing: write the report of the last results anew.
    #[arg(long)]
    last: bool,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// One statement at a time.
    Times,
    /// The same by hand, with code for each of 20 tenants, too, through the static handles and through values of the set
    /// alone, with one task, closely: ten times the rounds, of two fifths of the turn. The goals against by hand are of
    /// this part.
    Close,
    /// The first statement on a new connection, and of a tenant on one.
    First,
    /// The same query for many tenants, and where its time goes.
    Across,
    /// What pgbench takes.
    Pgbench,
    /// What SQLAlchemy takes.
    Python,
}

impl Part {
    /// About how long it takes, but for the times.
    fn expected(self) -> Duration {
        Duration::from_secs(match self {
            Self::Times | Self::Close => 0,
            Self::First => 15,
            Self::Across => 45,
            Self::Pgbench => 30,
            Self::Python => 60,
        })
    }
}

impl Options {
    fn asked(&self) -> Asked<'_> {
        Asked {
            workloads: &self.workloads,
            contenders: &self.contenders,
            tenants: &self.tenants,
            tasks: &self.tasks,
        }
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.last {
        return Report::last(&options.report)?.write(&options.report);
    }
    let server = place::start()?;
    pin::apart(&server)?;
    // One worker, on the client's processor.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let text = runtime.block_on(runtime.spawn(measure(server, options)))??;
    print!("{text}");
    Ok(())
}

/// Measures, and writes the report after each step, so that a run which is stopped leaves what it has.
async fn measure(server: Server, options: Options) -> Result<String> {
    let effort = Effort {
        rounds: options.rounds,
        slice: Duration::from_millis(options.slice),
        rounds_in_a_ratio: 1,
    };
    let parts = chosen(&options.parts, Part::value_variants());
    let workloads = chosen(&options.workloads, &Workload::ALL);
    let cells = if parts.contains(&Part::Times) {
        plan::cells(&options.asked())
    } else {
        Vec::new()
    };
    let close = if parts.contains(&Part::Close) {
        plan::close_cells(&options.asked())
    } else {
        Vec::new()
    };
    let others = parts
        .iter()
        .filter(|part| !matches!(part, Part::Times | Part::Close));
    let all = cells.iter().chain(&close);
    let most = all.map(|cell| cell.case.tenants).max();
    let most = most.unwrap_or_default().max(fewest_tenants(&parts));
    let times = plan::expected(&cells, effort) + plan::expected(&close, effort.closer());
    announce(cells.len() + close.len(), times, &parts, most);
    let place = Place::make(&server, most).await?;
    let machine = Machine::here(place.version().await?);
    let mut report = Report::new(command(COMMAND, &["--report"]), machine);
    let closely = plan::together(&close).map(|cells| (cells, true));
    let steps: Vec<_> = closely
        .chain(plan::together(&cells).map(|cells| (cells, false)))
        .collect();
    report.progress.planned = steps.len() + others.clone().count();
    let directory = &options.report;
    for (cells, is_close) in steps {
        let step = report.progress.done + 1;
        let cases: Vec<_> = cells.iter().map(|cell| cell.case.to_string()).collect();
        let planned = report.progress.planned;
        eprintln!("{step} of {planned}: {}", cases.join("; "));
        let (effort, to) = if is_close {
            (effort.closer(), &mut report.close)
        } else {
            (effort, &mut report.timings)
        };
        to.extend(times::measure(&place, cells, effort).await?);
        place.empty_events(cells).await?;
        report.step(directory)?;
    }
    for part in others {
        eprintln!("{part:?}");
        measure_part(*part, &place, &workloads, effort.rounds, &mut report).await?;
        report.step(directory)?;
    }
    Ok(report.to_markdown())
}

/// What is no case of statements by contenders in turns.
async fn measure_part(
    part: Part,
    place: &Place,
    workloads: &[Workload],
    rounds: usize,
    report: &mut Report,
) -> Result<()> {
    match part {
        Part::Times | Part::Close => {}
        Part::First => report.firsts = cold::measure(place, rounds).await?,
        Part::Across => {
            report.across = across::measure(place, rounds).await?;
            report.explained = explain::measure(place, rounds).await?;
        }
        Part::Pgbench => report.pgbench = pgbench::measure(place.url(), workloads).await?,
        Part::Python => {
            let ways = python::measure(place.url(), FEWEST_TENANTS, rounds);
            report.python = ways.map_err(|error| format!("{error:#}"));
        }
    }
    Ok(())
}

/// As many as SQLAlchemy's ways are measured with.
const FEWEST_TENANTS: usize = 20;

/// As many as the parts need, whatever the cases.
fn fewest_tenants(parts: &[Part]) -> usize {
    let [_, most] = across::TENANTS;
    if parts.contains(&Part::Across) {
        most
    } else {
        FEWEST_TENANTS
    }
}

fn announce(cases: usize, times: Duration, parts: &[Part], schemas: usize) {
    let others: Duration = parts.iter().map(|part| part.expected()).sum();
    let making = place::ABOUT_A_SCHEMA * u32::try_from(schemas).unwrap_or(u32::MAX);
    let seconds = (times + others + making).as_secs();
    eprintln!(
        "{cases} cases on {schemas} schemas, and what else is asked for: about {} minutes",
        seconds.div_ceil(60)
    );
}

fn chosen<T: Copy>(asked: &[T], all: &[T]) -> Vec<T> {
    if asked.is_empty() { all } else { asked }.to_vec()
}
