//! Many rows at once: time against the peers and hand-written `COPY`, also for tenants in rotation by several tasks, and
//! the client's memory.
//!
//! ```text
//! cargo run --release --manifest-path benches/bulk/Cargo.toml -- [OPTIONS]
//! ```
//!
//! starts a server of its own and writes Markdown to the standard output. It exits with 1 where a goal
//! is missed.

mod by_diesel;
mod by_hand;
mod by_sea_orm;
mod by_sqlx;
mod by_toasty;
mod clients;
mod contender;
mod memory;
mod model;
mod ours;
mod place;
mod report;
mod rotation;
mod times;

use std::{fs, num::NonZeroUsize, path::PathBuf, process::ExitCode};

use anyhow::Result;
use bench_report::Machine;
use clap::{Parser, ValueEnum};
use tenant::embedded::Server;

use crate::{contender::Contender, memory::Task, place::Place, report::Report, rotation::Case};

/// Measures many rows at once.
#[derive(Parser, Clone, Debug)]
#[command(version)]
struct Options {
    /// What is measured; everything if not given.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<Part>,

    /// How often each contender has its turn.
    #[arg(long, default_value_t = 20)]
    rounds: usize,

    /// How often each has its turn where tenants are in rotation.
    #[arg(long, default_value_t = 10)]
    rotation_rounds: usize,

    /// Numbers of tenants in rotation.
    #[arg(long, value_delimiter = ',', default_value = "1,20,1000")]
    tenants: Vec<NonZeroUsize>,

    /// Numbers of tasks that insert for them.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    tasks: Vec<NonZeroUsize>,

    /// How many rows are inserted; at most 10,922, as the protocol allows 65,535 parameters.
    #[arg(long, default_value_t = 10_000)]
    rows: u32,

    /// How many rows are copied when copies are timed.
    #[arg(long, default_value_t = 100_000)]
    copied_rows: u32,

    /// How many rows go through the processes whose memory is measured.
    #[arg(long, default_value_t = 1_000_000)]
    memory_rows: u32,

    /// Write the figures, and what came of the goals, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// What this process does as a child.
    #[arg(long, hide = true, requires = "url")]
    child: Option<Task>,

    /// Where the child does it.
    #[arg(long, hide = true)]
    url: Option<String>,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Time of inserts.
    Inserts,
    /// Time of copies and streams.
    Copies,
    /// The client's memory.
    Memory,
    /// Time of inserts for tenants in rotation, by several tasks.
    Rotation,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    // Two workers, as an application has; what is measured is a task on them.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    if let (Some(task), Some(url)) = (options.child, options.url.clone()) {
        let child = async move { memory::run(task, &url, options.memory_rows).await };
        runtime.block_on(runtime.spawn(child))??;
        return Ok(ExitCode::SUCCESS);
    }
    let server = place::start()?;
    let json = options.json.clone();
    let report = runtime.block_on(runtime.spawn(measure(server, options)))??;
    print!("{}", report.to_markdown());
    if let Some(path) = json {
        fs::write(path, report.to_json()?)?;
    }
    Ok(ExitCode::from(u8::from(!report.is_met())))
}

async fn measure(server: Server, options: Options) -> Result<Report> {
    let wants = |part| options.parts.is_empty() || options.parts.contains(&part);
    let tenants = if wants(Part::Rotation) {
        options.tenants.iter().max().map_or(1, |most| most.get())
    } else {
        1
    };
    let place = Place::make(&server, tenants).await?;
    let mut report = Report {
        command: command(),
        machine: Machine::here(place.version().await?),
        inserts: (options.rows, Vec::new()),
        copies: (options.copied_rows, Vec::new()),
        memory: Vec::new(),
        rotation: (options.rows, Vec::new()),
    };
    let rounds = options.rounds;
    if wants(Part::Inserts) {
        eprintln!("inserts");
        report.inserts.1 = times::measure(&place, Contender::INSERTS, options.rows, rounds).await?;
    }
    if wants(Part::Copies) {
        eprintln!("copies");
        report.copies.1 =
            times::measure(&place, Contender::COPIES, options.copied_rows, rounds).await?;
    }
    if wants(Part::Memory) {
        eprintln!("memory");
        report.memory = memory::measure(&place, options.memory_rows).await?;
    }
    if wants(Part::Rotation) {
        report.rotation.1 = rotation::measure(
            &place,
            &cases(&options),
            options.rows,
            options.rotation_rounds,
        )
        .await?;
    }
    Ok(report)
}

/// Each number of tenants with each of tasks.
fn cases(options: &Options) -> Vec<Case> {
    let tenants = options.tenants.iter();
    tenants
        .flat_map(|tenants| {
            options.tasks.iter().map(|tasks| Case {
                tenants: tenants.get(),
                tasks: tasks.get(),
            })
        })
        .collect()
}

/// As the user would write it.
fn command() -> String {
    let features = if cfg!(feature = "libpq") {
        " --features libpq"
    } else {
        ""
    };
    let start = format!("cargo run --release --manifest-path benches/bulk/Cargo.toml{features}");
    bench_report::command(&start, &["--json"])
}
