//! The client's own cost: instructions per statement, counted by callgrind, which do not depend
//! on the machine's mood.
//!
//! ```text
//! cargo run --release -p instructions-bench [PART OF A CONTENDER'S NAME]
//! ```
//!
//! runs every contender under `valgrind --tool=callgrind` with two numbers of repetitions; the
//! difference of the counts, divided by the difference of the numbers, is the cost of one
//! repetition, without start-up, connecting and warming. The runtime is current-thread, so the
//! count includes the connection's task. Needs `valgrind` and `taskset`.

mod contenders;

use std::{
    env,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use tenant::embedded::Server;

use crate::contenders::Contender;

/// Repetitions before the count has settled, and those that are counted on top of them.
const WARM: u32 = 200;
const COUNTED: u32 = 1_000;

/// The goal: at most this many times the instructions of hand-written code, whatever the builder.
const GOAL: f64 = 1.10;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--pinned", part] => compare(part),
        ["--once", name, url, repetitions] => contenders::run(name, url, repetitions.parse()?),
        [] => pin(""),
        [part] => pin(part),
        _ => bail!("usage: instructions-bench [PART OF A NAME]"),
    }
}

/// Starts over on one processor, with the server: it then answers only once the client waits for it,
/// so that the runtime parks equally often in every run, and the counts repeat to a few
/// instructions. On two they differ by a tenth.
fn pin(part: &str) -> Result<()> {
    let status = Command::new("taskset")
        .args(["--cpu-list", "0"])
        .arg(env::current_exe()?)
        .args(["--pinned", part])
        .status()
        .context("`taskset` keeps client and server on one processor; install util-linux")?;
    ensure!(status.success(), "the measurement failed");
    Ok(())
}

fn compare(part: &str) -> Result<()> {
    let server = Server::start().context("the server that the statements run on")?;
    contenders::prepare(server.url())?;
    println!("instructions per statement on a warm connection (goal: at most {GOAL}x by hand)\n");
    println!("{:<36} {:>12} {:>8}", "", "instructions", "ratio");
    let mut reference = 1.0;
    for contender in Contender::ALL
        .into_iter()
        .filter(|each| each.name().contains(part))
    {
        let cost = cost(contender, server.url())?;
        if contender.is_reference() {
            reference = cost;
            println!();
        }
        println!(
            "{:<36} {cost:>12.0} {:>8.3}",
            contender.name(),
            cost / reference
        );
    }
    Ok(())
}

fn cost(contender: Contender, url: &str) -> Result<f64> {
    let few = count(contender, url, WARM)?;
    let many = count(contender, url, WARM + COUNTED)?;
    ensure!(many > few, "more repetitions took no more instructions");
    let difference = u32::try_from(many - few)?;
    Ok(f64::from(difference) / f64::from(COUNTED))
}

/// The instructions of one whole process.
fn count(contender: Contender, url: &str, repetitions: u32) -> Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args(["--once", contender.name(), url, &repetitions.to_string()])
        .stdout(Stdio::inherit())
        .output()
        .context(
            "`valgrind` counts the instructions; install it (Debian: `apt-get install valgrind`)",
        )?;
    let report = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{} failed:\n{report}",
        contender.name()
    );
    let line = report
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .with_context(|| format!("no count in callgrind's report:\n{report}"))?;
    Ok(line.1.trim().parse()?)
}
