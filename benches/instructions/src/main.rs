//! The client's own cost: instructions and allocations per statement, counted by valgrind, which do not depend
//! on the machine's mood.
//!
//! ```text
//! cargo run --release -p instructions-bench -- [OPTIONS] [PART OF A STATEMENT'S NAME]
//! ```
//!
//! starts a server and runs the benchmark `statements`, whose harness is gungraun: callgrind counts a
//! thousand statements' instructions and DHAT their allocations, without start-up, connecting and
//! warming. The runtime is current-thread, so the count includes the connection's task. The profiles stay in
//! `target/gungraun`, for `callgrind_annotate`. Needs `valgrind`, `gungraun-runner`, and `taskset` and `chrt`
//! of util-linux.

mod baseline;
mod contender;
mod harness;
mod profile;
mod turns;

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, ensure};
use bench_report::{Goal, Machine, Progress, Summary, command};
use clap::Parser;
use serde::Serialize;
use tokio_postgres::NoTls;

use crate::{
    baseline::Baseline,
    contender::Contender,
    harness::{Cost, Counted, Harness},
    profile::Profile,
};

/// Counts instructions and allocations per statement.
#[derive(Parser, Clone, Debug)]
#[command(version)]
struct Options {
    /// Only statements whose names have this in them.
    #[arg(default_value = "")]
    part: String,

    /// Compare with the counts that are kept, and fail where one has grown.
    #[arg(long)]
    check: bool,

    /// Keep these counts.
    #[arg(long, conflicts_with_all = ["check", "part"])]
    keep: bool,

    /// Write the counts, and what came of the goals, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

const START: &str = "cargo run --release -p instructions-bench";

/// What is written for machines.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    summary: Summary,
    counted: &'a [Line],
}

/// What a statement takes.
#[derive(Serialize)]
struct Line {
    contender: String,
    instructions: f64,
    allocations: f64,
    /// How many times the instructions by hand.
    ratio: Option<f64>,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let harness = Harness::ready()?;
    turns::on_one_processor()?;
    let server = turns::server()?;
    let machine = Machine::here(version(server.url())?);
    if !options.check {
        println!("{}\n\n{machine}\n", command(START, &["--json"]));
    }
    let report = count(&harness, server.url(), &options.part)?;
    if let Some(path) = &options.json {
        let whole = Whole {
            summary: Summary {
                progress: Progress::default(),
                command: command(START, &["--json"]),
                machine: machine.clone(),
                goals: report.goals,
            },
            counted: &report.counted,
        };
        fs::write(path, serde_json::to_string_pretty(&whole)?)?;
    }
    if !options.check {
        explain(&report.missed);
    }
    if options.keep {
        report.counts.write()?;
    }
    let complaints = if options.check {
        complaints(&report.counts, &options.part)?
    } else {
        Vec::new()
    };
    for line in &complaints {
        println!("\n{line}");
    }
    Ok(ExitCode::from(u8::from(!complaints.is_empty())))
}

/// What is wrong with the counts, against those that are kept.
fn complaints(counts: &Baseline, part: &str) -> Result<Vec<String>> {
    let kept = Baseline::read()?;
    let mut lines = kept.grown(counts);
    if part.is_empty() {
        lines.extend(kept.gone(counts));
    }
    Ok(lines)
}

/// What was counted, against by hand.
#[derive(Default)]
struct Report {
    counts: Baseline,
    goals: Vec<Goal>,
    counted: Vec<Line>,
    by_hand: Option<(Contender, Counted)>,
    /// Where the instructions are of what missed its goal.
    missed: Vec<(String, Vec<(String, f64)>)>,
}

fn count(harness: &Harness, url: &str, part: &str) -> Result<Report> {
    println!("per statement on a warm connection\n");
    println!(
        "{:<48} {:>12} {:>8} {:>8} {:>12}",
        "", "instructions", "ratio", "goal", "allocations"
    );
    let mut report = Report::default();
    harness.count(url, &part.replace(' ', "_"), |counted| report.add(counted))?;
    ensure!(
        report.by_hand.is_some(),
        "no statement has `{part}` in its name"
    );
    Ok(report)
}

impl Report {
    fn add(&mut self, counted: Counted) -> Result<()> {
        let contender = Contender::new(&counted.function, &counted.bench)?;
        let cost = counted.cost;
        let mut note = |ratio| {
            self.counted.push(Line {
                contender: contender.to_string(),
                instructions: cost.instructions,
                allocations: cost.allocations,
                ratio,
            });
        };
        let Some(goal) = contender.goal() else {
            println!("\n{}", line(&contender, cost, "", ""));
            note(None);
            self.by_hand = Some((contender, counted));
            return Ok(());
        };
        let by_hand = self.by_hand.as_ref();
        let (_, by_hand) = by_hand
            .filter(|(by_hand, _)| contender.is_compared_with(by_hand))
            .context("by hand comes first")?;
        let ratio = cost.instructions / by_hand.cost.instructions;
        note(Some(ratio));
        let more = cost.allocations - by_hand.cost.allocations;
        if ratio > goal {
            let profile = Profile::of(&counted)?.less(&Profile::of(by_hand)?);
            self.missed.push((contender.to_string(), profile));
        }
        let (times, limit) = (format!("{ratio:.3}"), format!("≤ {goal}"));
        println!("{}", line(&contender, cost, &times, &limit));
        self.counts.note(&contender.to_string(), ratio, more);
        let what = format!("client instructions, {contender}");
        self.goals.push(Goal::at_most(what, goal, ratio));
        if contender.is_point_select() {
            self.goals.push(Goal {
                what: format!("allocations, {contender}"),
                wanted: "none more than by hand".to_owned(),
                measured: format!("{more:+.2}"),
                met: more < 0.01,
            });
        }
        Ok(())
    }
}

/// Prints where the instructions are of what missed its goal.
fn explain(missed: &[(String, Vec<(String, f64)>)]) {
    for (contender, functions) in missed {
        println!(
            "\n{contender}: instructions more than by hand, and fewer, function by function\n"
        );
        for (function, more) in functions {
            println!("{more:>+10.0}  {function}");
        }
    }
}

fn line(contender: &Contender, cost: Cost, ratio: &str, goal: &str) -> String {
    format!(
        "{contender:<48} {:>12.0} {ratio:>8} {goal:>8} {:>12.2}",
        cost.instructions, cost.allocations
    )
}

/// Of the server, as it says it.
fn version(url: &str) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let version = client.query_one("SHOW server_version", &[]).await?;
        Ok(version.try_get(0)?)
    })
}
