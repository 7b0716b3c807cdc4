//! What valgrind counts.

use std::{
    env,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::contenders::Contender;

/// Repetitions before the count has settled, and those that are counted on top of them.
const WARM: u32 = 200;
const COUNTED: u32 = 1_000;

/// Of one statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    /// Allocated blocks; one that grows counts again.
    pub(crate) allocations: f64,
}

/// A tool of valgrind's, and where its count is.
struct Tool {
    arguments: &'static [&'static str],
    before: &'static str,
}

const INSTRUCTIONS: Tool = Tool {
    arguments: &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
    before: "Collected :",
};

const ALLOCATIONS: Tool = Tool {
    arguments: &[
        "--tool=memcheck",
        "--leak-check=no",
        "--undef-value-errors=no",
    ],
    before: "total heap usage:",
};

pub(crate) fn cost(contender: Contender, url: &str) -> Result<Cost> {
    Ok(Cost {
        instructions: each(&INSTRUCTIONS, contender, url)?,
        allocations: each(&ALLOCATIONS, contender, url)?,
    })
}

fn each(tool: &Tool, contender: Contender, url: &str) -> Result<f64> {
    let few = count(tool, contender, url, WARM)?;
    let many = count(tool, contender, url, WARM + COUNTED)?;
    ensure!(many > few, "more repetitions took no more");
    let difference = u32::try_from(many - few)?;
    Ok(f64::from(difference) / f64::from(COUNTED))
}

/// That of one whole process.
fn count(tool: &Tool, contender: Contender, url: &str, repetitions: u32) -> Result<u64> {
    let output = Command::new("valgrind")
        .args(tool.arguments)
        .arg(env::current_exe()?)
        .args(["--once", contender.name(), url, &repetitions.to_string()])
        .stdout(Stdio::inherit())
        .output()
        .context("`valgrind` counts; install it (Debian: `apt-get install valgrind`)")?;
    let report = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{} failed:\n{report}",
        contender.name()
    );
    let after = report
        .lines()
        .find_map(|line| line.split_once(tool.before))
        .with_context(|| format!("no count in valgrind's report:\n{report}"))?
        .1;
    let number = after.split_whitespace().next().unwrap_or_default();
    Ok(number.replace(',', "").parse()?)
}
