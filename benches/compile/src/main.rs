//! Measures what tables declared and used with `tenant` cost to compile: against fewer tenants, against the
//! same calls written by hand, against diesel and sea-orm, and against an expansion per tenant and table; in
//! time, memory, bytes of code and of programs, and crates; and what of it is whose, where goals are missed.
//!
//! ```text
//! cargo run --release --manifest-path benches/compile/Cargo.toml -- [OPTIONS]
//! ```
//!
//! writes a report to a directory: Markdown, JSON and a picture.

mod application;
mod bounds;
mod cargo;
mod case;
mod cold;
mod expanded;
mod generate;
mod goals;
mod growth;
mod options;
mod plan;
mod plot;
mod profile;
mod report;
mod stats;
mod step;
mod unused;

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use bench_report::{Machine, command};
use clap::Parser;

use crate::{
    options::{Options, PLACES, Part},
    plan::Grid,
    report::Report,
    stats::{Finding, Sample},
    step::{Step, Workspace},
};

const COMMAND: &str = "cargo run --release --manifest-path benches/compile/Cargo.toml";

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let temporary = tempfile::tempdir()?;
    let directory = options.directory.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(directory)?;
    let directory = directory.canonicalize()?;
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let library = options.library.clone().unwrap_or_else(|| repository.into());
    let library = library
        .canonicalize()
        .with_context(|| format!("cannot find the library at {}", library.display()))?;
    let report = run(&options, &directory, &library)?;
    write(&report, &options)?;
    Ok(ExitCode::from(u8::from(options.check && !report.is_met())))
}

fn run(options: &Options, directory: &Path, library: &Path) -> Result<Report> {
    let mut report = Report::new(command(COMMAND, &PLACES), Machine::here(String::new()));
    let target = directory.join("target");
    if options.wants(Part::Steps) || options.wants(Part::Unused) {
        let grid = options.grid();
        let place = directory.join("cases");
        generate::write_cases(&place, library, &grid.cases(), generate::COLUMNS)?;
        let workspace = Workspace::new(&place, &target);
        if options.wants(Part::Steps) {
            report.samples = measure(options, &workspace, &grid)?;
            let comparisons = grid.comparisons().into_iter();
            report.findings = comparisons
                .filter_map(|comparison| Finding::of(comparison, &report.samples))
                .collect();
            report.left_out = growth::left_out(&grid, &report.samples);
        }
        if options.wants(Part::Unused) {
            report.unused = unused::measure(&workspace, &grid.unused())?;
        }
    }
    if options.wants(Part::Expanded) {
        report.expanded = expanded::measure(&directory.join("expanded"), &target, library)?;
    }
    if options.wants(Part::Cold) {
        let place = directory.join("applications");
        report.cold = cold::measure(&place, library, options.cold_rounds)?;
    }
    if options.wants(Part::Profile) {
        let place = directory.join("profile");
        report.profile = Some(profile::measure(&place, &target, library)?);
    }
    report.conclude();
    Ok(report)
}

/// Measures every case, step by step and round by round.
fn measure(options: &Options, workspace: &Workspace, grid: &Grid) -> Result<Vec<Sample>> {
    let (cases, close) = (grid.timed(), grid.close());
    for step in Step::ALL {
        eprintln!("preparing: {step}");
        for case in cases.iter().filter(|case| grid.prepares(step, case)) {
            workspace.prepare(step, case)?;
        }
    }
    let mut samples = Vec::new();
    for round in 0..options.rounds {
        for step in Step::ALL {
            for position in 0..cases.len() {
                // There and back, so that what drifts disturbs both sides of a ratio.
                let back = !round.is_multiple_of(2);
                let case = &cases[if back {
                    cases.len() - 1 - position
                } else {
                    position
                }];
                let late = round >= options.other_rounds && !close.contains(case);
                if late || !grid.has(step, case) {
                    continue;
                }
                let usage = workspace.measure(step, case, round)?;
                let (round_name, seconds) = (round + 1, usage.seconds);
                eprintln!("round {round_name}: {step}, {case}: {seconds:.2} s");
                samples.push(Sample {
                    step,
                    case: *case,
                    round,
                    usage,
                });
            }
        }
    }
    Ok(samples)
}

fn write(report: &Report, options: &Options) -> Result<()> {
    let directory = &options.report;
    fs::create_dir_all(directory)?;
    let picture = directory.join("check.svg");
    if picture.exists() {
        fs::remove_file(&picture)?; // so that what is there afterwards is of this run
    }
    if let Some(tables) = options.grid().tables.into_iter().max() {
        plot::check_times(&report.samples, tables, &picture)?;
    }
    let text = report.to_markdown(picture.exists());
    print!("{text}");
    fs::write(directory.join("REPORT.md"), text)?;
    let json = serde_json::to_string_pretty(report)?;
    fs::write(directory.join("report.json"), json)?;
    Ok(())
}
