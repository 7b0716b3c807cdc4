//! Measures what tables declared and used with `tenant` cost to compile: against fewer tenants,
//! against the same calls written by hand, and against an expansion per tenant and table.

mod cargo;
mod case;
mod generate;
mod plan;
mod report;
mod stats;

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use bench_report::{Machine, command};
use clap::Parser;

use crate::{
    cargo::{Step, Workspace},
    case::{Calls, Case, Code, Size},
    plan::Grid,
    report::Report,
    stats::{Finding, Sample},
};

const COMMAND: &str = "cargo run --release --manifest-path benches/compile/Cargo.toml";

/// Options that name where to read from and to write to.
const PLACES: [&str; 4] = ["--library", "--directory", "--json", "--markdown"];

/// Measures how long crates that use `tenant` take to compile.
#[derive(Parser, Debug)]
#[command(version)]
struct Options {
    /// Numbers of tenants to declare; the first is what the others are compared with.
    #[arg(long, value_delimiter = ',', default_value = "1,100")]
    tenants: Vec<usize>,

    /// Numbers of tables to declare.
    #[arg(long, value_delimiter = ',', default_value = "50")]
    tables: Vec<usize>,

    /// Sizes (tenants x tables) of the expansion per tenant and table.
    #[arg(long, value_delimiter = ',', default_value = "100x50")]
    naive: Vec<Size>,

    /// Leave the expansion per tenant and table out.
    #[arg(long, conflicts_with = "naive")]
    no_naive: bool,

    /// Sizes (tenants x tables) to hold against one tenant's tables with diesel and sea-orm.
    #[arg(long, value_delimiter = ',', default_value = "100x50")]
    peers: Vec<Size>,

    /// Leave diesel and sea-orm out.
    #[arg(long, conflicts_with = "peers")]
    no_peers: bool,

    /// Sizes (tenants x tables) of which every handle is used, one call each.
    #[arg(long, value_delimiter = ',', default_value = "10x50")]
    used: Vec<Size>,

    /// Which calls are made on them.
    #[arg(long, value_delimiter = ',', default_value = "find,mixed")]
    calls: Vec<Calls>,

    /// What is timed.
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "check,debug,program,rebuild"
    )]
    steps: Vec<Step>,

    /// How often everything is measured.
    #[arg(long, default_value_t = 5)]
    rounds: usize,

    /// In how many of the rounds the expansion per tenant and table takes part; it takes minutes.
    #[arg(long, default_value_t = 2)]
    naive_rounds: usize,

    /// The directory of the library; that of this repository if not given.
    #[arg(long, value_name = "DIRECTORY")]
    library: Option<PathBuf>,

    /// Where to write the generated crates, and to leave them; a temporary one if not given.
    #[arg(long, value_name = "DIRECTORY")]
    directory: Option<PathBuf>,

    /// Write the results as JSON too, every sample included.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the results as Markdown too.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,

    /// Fail if a goal is missed.
    #[arg(long)]
    check: bool,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let machine = Machine::here(String::new());
    let temporary = tempfile::tempdir()?;
    let directory = options.directory.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(directory)?;
    let directory = directory.canonicalize()?;
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let library = options.library.clone().unwrap_or_else(|| repository.into());
    let library = library
        .canonicalize()
        .with_context(|| format!("cannot find the library at {}", library.display()))?;

    let grid = options.grid();
    let cases = grid.cases();
    generate::write_workspace(&directory, &library, &cases)?;
    let samples = measure(&options, &Workspace::new(directory), &cases)?;
    let findings: Vec<_> = grid
        .comparisons()
        .into_iter()
        .filter_map(|comparison| Finding::of(comparison, &samples))
        .collect();
    let report = Report {
        command: command(COMMAND, &PLACES),
        machine,
        goals: report::goals(&findings),
        findings,
        samples,
    };
    print!("{}", report.to_text());
    if let Some(path) = &options.json {
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
    }
    if let Some(path) = &options.markdown {
        fs::write(path, report.to_markdown())?;
    }
    Ok(ExitCode::from(u8::from(options.check && !report.is_met())))
}

/// Measures every case, step by step and round by round.
fn measure(options: &Options, workspace: &Workspace, cases: &[Case]) -> Result<Vec<Sample>> {
    let steps = options.steps();
    for step in &steps {
        eprintln!("preparing: {step}");
        workspace.prepare(*step, cases)?;
    }
    let mut samples = Vec::new();
    for round in 0..options.rounds {
        for step in &steps {
            for position in 0..cases.len() {
                // There and back, so that what drifts disturbs both sides of a ratio.
                let back = !round.is_multiple_of(2);
                let case = &cases[if back {
                    cases.len() - 1 - position
                } else {
                    position
                }];
                let late = case.code == Code::Naive && round >= options.naive_rounds;
                if late || !step.is_for(case) {
                    continue;
                }
                let usage = workspace.measure(*step, case, round)?;
                eprintln!(
                    "round {}: {step}, {case}: {:.2} s",
                    round + 1,
                    usage.seconds
                );
                samples.push(Sample {
                    step: *step,
                    case: *case,
                    round,
                    usage,
                });
            }
        }
    }
    Ok(samples)
}

impl Options {
    fn grid(&self) -> Grid {
        Grid {
            tenants: self.tenants.clone(),
            tables: self.tables.clone(),
            naive: if self.no_naive {
                Vec::new()
            } else {
                self.naive.clone()
            },
            peers: if self.no_peers {
                Vec::new()
            } else {
                self.peers.clone()
            },
            used: self.used.clone(),
            calls: self.calls.clone(),
            steps: self.steps(),
        }
    }

    /// The steps in the order in which they depend on each other, each once.
    fn steps(&self) -> Vec<Step> {
        let mut steps = self.steps.clone();
        steps.sort();
        steps.dedup();
        steps
    }
}
