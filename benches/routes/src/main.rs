//! Measures every route to a tenant's schema with 10, 100 and 1,000 schemas: round trips, time
//! against the qualified route, a backend's memory, plans; for the page `ROUTES.md`.
//!
//! ```text
//! cargo run --release -p routes-bench -- [OPTIONS]
//! ```
//!
//! starts a server of its own and writes Markdown to the standard output. Needs PostgreSQL 14.

mod contender;
mod cost;
mod line;
mod memory;
mod model;
mod place;
mod process;
mod proxy;
mod replans;
mod report;
mod sampler;
mod times;
mod trips;

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Result, ensure};
use bench_report::{Machine, Postmaster, command};
use clap::{Parser, ValueEnum};
use tenant::embedded::Server;

use crate::{
    contender::Contender,
    line::{Draw, Line},
    memory::Bounds,
    place::Place,
    report::Report,
};

const COMMAND: &str = "cargo run --release -p routes-bench";

/// Measures every route to a tenant's schema.
#[derive(Parser, Debug)]
#[command(version)]
struct Options {
    /// Numbers of schemas.
    #[arg(long, value_delimiter = ',', default_value = "10,100,1000")]
    schemas: Vec<usize>,

    /// The routes; all if not given.
    #[arg(long, value_delimiter = ',')]
    routes: Vec<Contender>,

    /// What is measured; everything if not given.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<Part>,

    /// How long each route is timed with each number of schemas and of tasks.
    #[arg(long, default_value_t = 4.0)]
    seconds: f64,

    /// How often every schema comes in the run that is held against the bound.
    #[arg(long, default_value_t = 3)]
    passes: usize,

    /// How many tenants a connection may serve in that run.
    #[arg(long, default_value_t = 100)]
    max_tenants: usize,

    /// How many statements a connection may keep prepared in that run.
    #[arg(long, default_value_t = 64)]
    max_statements: usize,

    /// Write the results as JSON too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Round trips.
    Trips,
    /// Time of a select.
    Times,
    /// Memory by route.
    Memory,
    /// Plans.
    Replans,
    /// What a table and a statement cost a backend.
    Costs,
    /// Memory against the stated bound, with the largest number of schemas.
    Line,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    ensure!(
        options.schemas.iter().all(|schemas| *schemas >= 10),
        "the set lists ten tenants; measure with at least 10 schemas"
    );
    let server = place::start()?;
    ensure!(
        server.version() >= 14,
        "backends tell their memory since PostgreSQL 14"
    );
    // Two workers, as the machine has its other cores for the server.
    let report = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(measure(&server, &options))?;
    print!("{}", report.to_markdown());
    if let Some(path) = &options.json {
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
    }
    Ok(ExitCode::from(u8::from(!report.is_met())))
}

async fn measure(server: &Server, options: &Options) -> Result<Report> {
    let version = place::connect(server.url())
        .await?
        .query_one("SHOW server_version", &[])
        .await?
        .get(0);
    let mut report = Report::new(command(COMMAND, &["--json"]), Machine::here(version));
    let most = options.schemas.iter().copied().max();
    for schemas in options.schemas.iter().copied() {
        eprintln!("{schemas} schemas: making them");
        let place = Place::make(server, schemas).await?;
        at_size(server, options, &place, &mut report).await?;
        if Some(schemas) == most {
            if options.wants(Part::Costs) {
                report.costs = Some(cost::measure(&place).await?);
            }
            if options.wants(Part::Line) {
                eprintln!("{schemas} schemas: the bound");
                let bounds = Bounds {
                    max_tenants: options.max_tenants,
                    max_statements: options.max_statements,
                };
                report.lines = line::measure(&place, bounds, options.passes).await?;
                report.goals = report.lines.iter().map(Line::goal).collect();
            }
        }
    }
    Ok(report)
}

/// What is measured with each number of schemas.
async fn at_size(
    server: &Server,
    options: &Options,
    place: &Place,
    report: &mut Report,
) -> Result<()> {
    let schemas = place.schemas.len();
    let contenders = options.contenders();
    let serving: Vec<Contender> = contenders
        .iter()
        .copied()
        .filter(|contender| contender.can_serve(schemas))
        .collect();
    if options.wants(Part::Trips) {
        eprintln!("{schemas} schemas: round trips");
        report
            .trips
            .extend(trips::count(server, place, &serving).await?);
    }
    if options.wants(Part::Replans) {
        eprintln!("{schemas} schemas: plans");
        report
            .replans
            .extend(replans::measure(place, &serving).await?);
    }
    if options.wants(Part::Times) {
        eprintln!("{schemas} schemas: times");
        let timings = times::measure(
            Postmaster::of(server.socket_dir()),
            place,
            &contenders,
            options.seconds,
        )
        .await?;
        report.timings.extend(timings);
    }
    if options.wants(Part::Memory) {
        for contender in serving {
            for bounds in [Bounds::DEFAULT, Bounds::NONE] {
                eprintln!("{schemas} schemas: memory, {}", contender.name());
                let visits = Draw::Uniform.visits(contender.tenants(schemas), visits(schemas));
                let held = memory::measure(place, contender, bounds, visits).await?;
                report.memory.push(held);
            }
        }
    }
    Ok(())
}

/// Every schema eight times, as often as there are connections; but a few hundred visits are
/// enough to wait for, for each route, where every schema comes.
fn visits(schemas: usize) -> usize {
    (8 * schemas).min(400).max(schemas)
}

impl Options {
    fn contenders(&self) -> Vec<Contender> {
        if self.routes.is_empty() {
            Contender::value_variants().to_vec()
        } else {
            self.routes.clone()
        }
    }

    fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }
}
