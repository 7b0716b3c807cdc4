//! The client's own cost: instructions and allocations per statement, counted by valgrind, which do not depend
//! on the machine's mood.
//!
//! ```text
//! cargo run --release -p instructions-bench -- [OPTIONS] [PART OF A CONTENDER'S NAME]
//! ```
//!
//! runs every contender under `valgrind` with two numbers of repetitions; the difference of the counts,
//! divided by the difference of the numbers, is the cost of one repetition, without start-up, connecting and
//! warming. The runtime is current-thread, so the count includes the connection's task. Needs `valgrind`
//! and `taskset`.

mod baseline;
mod contenders;
mod count;

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};
use bench_report::{Goal, Machine, Summary};
use clap::Parser;
use tenant::embedded::Server;

use crate::{
    baseline::Baseline,
    contenders::Contender,
    count::{Cost, cost},
};

/// Counts instructions and allocations per statement.
#[derive(Parser, Clone, Debug)]
#[command(version)]
struct Options {
    /// Only contenders whose names have this in them.
    #[arg(default_value = "")]
    part: String,

    /// Compare with the counts that are kept, and fail where one has grown.
    #[arg(long)]
    check: bool,

    /// Keep these counts.
    #[arg(long, conflicts_with_all = ["check", "part"])]
    keep: bool,

    /// Write what came of the goals as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Run one contender so often, on a server.
    #[arg(long, hide = true, num_args = 3, value_names = ["NAME", "URL", "REPETITIONS"])]
    once: Option<Vec<String>>,

    #[arg(long, hide = true)]
    pinned: bool,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if let Some([name, url, repetitions]) = options.once.as_deref() {
        contenders::run(name, url, repetitions.parse()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if options.pinned {
        compare(&options)
    } else {
        pin()
    }
}

/// Starts over on one processor, with the server: it then answers only once the client waits for it,
/// so that the runtime parks equally often in every run, and the counts repeat to a few
/// instructions. On two they differ by a tenth.
fn pin() -> Result<ExitCode> {
    let status = Command::new("taskset")
        .args(["--cpu-list", "0"])
        .arg(env::current_exe()?)
        .arg("--pinned")
        .args(env::args().skip(1))
        .status()
        .context("`taskset` keeps client and server on one processor; install util-linux")?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

fn compare(options: &Options) -> Result<ExitCode> {
    let server = Server::start().context("the server that the statements run on")?;
    let version = contenders::prepare(server.url())?;
    println!("per statement on a warm connection\n");
    println!(
        "{:<36} {:>12} {:>8} {:>8} {:>12}",
        "", "instructions", "ratio", "goal", "allocations"
    );
    let mut counts = Baseline::default();
    let mut goals = Vec::new();
    let mut reference = None;
    for contender in Contender::ALL
        .into_iter()
        .filter(|each| each.name().contains(&options.part))
    {
        let cost = cost(contender, server.url())?;
        let Some(goal) = contender.goal() else {
            reference = Some(cost);
            println!("\n{}", line(contender, cost, "", ""));
            continue;
        };
        let by_hand: Cost = reference.context("by hand comes first")?;
        let ratio = cost.instructions / by_hand.instructions;
        let more = cost.allocations - by_hand.allocations;
        let (times, limit) = (format!("{ratio:.3}"), format!("≤ {goal}"));
        println!("{}", line(contender, cost, &times, &limit));
        counts.note(contender.name(), ratio, more);
        let what = format!("client instructions, {}", contender.name());
        goals.push(Goal::at_most(what, goal, ratio));
        if contender.is_point_select() {
            goals.push(Goal {
                what: format!("allocations, {}", contender.name()),
                wanted: "none more than by hand".to_owned(),
                measured: format!("{more:+.2}"),
                met: more < 0.01,
            });
        }
    }
    if let Some(path) = &options.json {
        let summary = Summary {
            command: "cargo run --release -p instructions-bench".to_owned(),
            machine: Machine::here(version),
            goals,
        };
        fs::write(path, serde_json::to_string_pretty(&summary)?)?;
    }
    if options.keep {
        counts.write()?;
    }
    let grown = if options.check {
        Baseline::read()?.grown(&counts)
    } else {
        Vec::new()
    };
    for line in &grown {
        println!("\n{line}");
    }
    Ok(ExitCode::from(u8::from(!grown.is_empty())))
}

fn line(contender: Contender, cost: Cost, ratio: &str, goal: &str) -> String {
    format!(
        "{:<36} {:>12.0} {ratio:>8} {goal:>8} {:>12.2}",
        contender.name(),
        cost.instructions,
        cost.allocations
    )
}
