//! The same work by hand, through the handles, and as the peers' documentation recommends.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [OPTIONS]
//! ```
//!
//! starts a server of its own, and writes a report to a directory: Markdown, JSON and pictures.

mod by_deadpool;
mod by_diesel;
mod by_hand;
mod by_sea_orm;
mod by_sqlx;
mod by_toasty;
mod cold;
mod contender;
mod floor;
mod goal;
mod job;
mod model;
mod ours;
mod pin;
mod place;
mod plot;
mod python;
mod report;
mod times;

use std::{fs, path::PathBuf, time::Duration};

use anyhow::{Context, Result};
use bench_report::{Machine, command};
use clap::{Parser, ValueEnum};
use tenant::embedded::Server;

use crate::{
    contender::Contender,
    job::Workload,
    place::Place,
    report::Report,
    times::{Case, Effort, Timing},
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

    /// Numbers of tenants in rotation.
    #[arg(long, value_delimiter = ',', default_value = "1,20,1000")]
    tenants: Vec<usize>,

    /// Numbers of tasks.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    tasks: Vec<usize>,

    /// How often each contender has its turn.
    #[arg(long, default_value_t = 21)]
    rounds: usize,

    /// How long a turn is; milliseconds.
    #[arg(long, default_value_t = 15)]
    slice: u64,

    /// Where the report goes.
    #[arg(
        long,
        value_name = "DIRECTORY",
        default_value = "benches/results/peers"
    )]
    report: PathBuf,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// One statement at a time.
    Times,
    /// The first statement of a tenant on a connection.
    First,
    /// What pgbench takes.
    Floor,
    /// What SQLAlchemy takes.
    Python,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let server = place::start()?;
    pin::apart(&server)?;
    // One worker, on the client's processor.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let directory = options.report.clone();
    let report = runtime.block_on(runtime.spawn(measure(server, options)))??;
    write(&report, &directory)
}

async fn measure(server: Server, options: Options) -> Result<Report> {
    let most = options
        .tenants
        .iter()
        .max()
        .context("a number of tenants")?;
    eprintln!("{most} schemas");
    let place = Place::make(&server, *most).await?;
    let machine = Machine::here(place.version().await?);
    let contenders = contenders(&options.contenders);
    let effort = Effort {
        rounds: options.rounds,
        slice: Duration::from_millis(options.slice),
    };
    let workloads = chosen(&options.workloads, &Workload::ALL);
    let wants = |part| options.parts.is_empty() || options.parts.contains(&part);
    let mut report = Report {
        command: command(COMMAND, &["--report"]),
        machine,
        goals: Vec::new(),
        timings: Vec::new(),
        firsts: Vec::new(),
        floors: Vec::new(),
        python: Ok(Vec::new()),
    };
    if wants(Part::Times) {
        for case in cases(&workloads, &options) {
            eprintln!("{case:?}");
            let timings = times::measure(&place, &contenders, case, effort).await?;
            report.timings.extend(timings);
            place.empty().await?;
        }
    }
    let rounds = options.rounds;
    if wants(Part::First) {
        eprintln!("first statements");
        report.firsts = cold::measure(&place, rounds).await?;
    }
    if wants(Part::Floor) {
        eprintln!("pgbench");
        report.floors = floor::measure(place.url(), &workloads, rounds)?;
    }
    if wants(Part::Python) {
        eprintln!("SQLAlchemy");
        let tenants = place.tenants.min(20);
        let ways = python::measure(place.url(), tenants, rounds);
        report.python = ways.map_err(|error| format!("{error:#}"));
    }
    report.goals = goal::of(
        &report.timings,
        report.python.as_deref().unwrap_or_default(),
    );
    Ok(report)
}

/// Many tenants with many tasks for point selects alone: before anything is measured, each contender prepares
/// the statement of each tenant on each connection.
fn cases(workloads: &[Workload], options: &Options) -> Vec<Case> {
    let mut cases = Vec::new();
    for workload in workloads {
        for tenants in &options.tenants {
            for tasks in &options.tasks {
                if *tenants <= 100 || *tasks == 1 || *workload == Workload::Select {
                    cases.push(Case {
                        workload: *workload,
                        tenants: *tenants,
                        tasks: *tasks,
                    });
                }
            }
        }
    }
    cases
}

/// By hand, and who else is asked for.
fn contenders(asked: &[Contender]) -> Vec<Contender> {
    let mut contenders = chosen(asked, &Contender::ALL);
    contenders.retain(|contender| *contender != Contender::Hand);
    contenders.insert(0, Contender::Hand);
    contenders
}

fn chosen<T: Copy>(asked: &[T], all: &[T]) -> Vec<T> {
    if asked.is_empty() { all } else { asked }.to_vec()
}

fn write(report: &Report, directory: &PathBuf) -> Result<()> {
    fs::create_dir_all(directory)?;
    let text = report.to_markdown();
    print!("{text}");
    fs::write(directory.join("REPORT.md"), text)?;
    fs::write(
        directory.join("report.json"),
        serde_json::to_string_pretty(report)?,
    )?;
    for workload in Workload::ALL {
        let timings: Vec<&Timing> = report
            .timings
            .iter()
            .filter(|timing| {
                let case = timing.case;
                case.workload == workload && (case.tenants, case.tasks) == (20, 1)
            })
            .collect();
        if !timings.is_empty() {
            let title = format!("{}, 20 tenants in rotation", workload.name());
            let name = workload.name().replace([' ', ','], "-");
            plot::bars(&title, &timings, &directory.join(format!("{name}.svg")))?;
        }
    }
    Ok(())
}
