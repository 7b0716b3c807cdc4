//! The harness: gungraun, whose program runs the benchmark `statements` under valgrind, once for each
//! contender and tool.

use std::{
    env,
    hash::Hash,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use gungraun_runner::{
    api::{DhatMetric, EventKind},
    metrics::model::{Metric, MetricResults},
    summary::model::{BenchmarkSummary, ToolMetricResults},
};
use instructions_bench::{COUNTED, URL};

use crate::turns;

/// Of one statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    /// Allocated blocks; one that grows counts again.
    pub(crate) allocations: f64,
}

/// A benchmark of gungraun's, by its names, and what a statement of it costs.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) function: String,
    pub(crate) bench: String,
    pub(crate) cost: Cost,
}

/// What counts, once it is known to be there.
#[derive(Debug)]
pub(crate) struct Harness {
    runner: PathBuf,
}

impl Harness {
    /// Looks for what it needs, and builds the benchmark.
    pub(crate) fn ready() -> Result<Self> {
        let valgrind = Command::new("valgrind").arg("--version").output();
        valgrind.context("`valgrind` counts; install it (Debian: `apt-get install valgrind`)")?;
        let harness = Self { runner: runner()? };
        let status = harness.cargo().arg("--no-run").status();
        let status = status.context("`chrt` starts the benchmark; install util-linux")?;
        ensure!(status.success(), "the benchmark is not built");
        Ok(harness)
    }

    /// Counts the statements whose functions have `part` in their names, in the order of the benchmark.
    pub(crate) fn count(
        &self,
        url: &str,
        part: &str,
        mut each: impl FnMut(Counted) -> Result<()>,
    ) -> Result<()> {
        let mut child = self
            .cargo()
            .args(["--quiet", "--", "--output-format=json"])
            .arg(format!("statements::counted::*{part}*::*"))
            .env(URL, url)
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().context("it is piped")?;
        for line in BufReader::new(stdout).lines() {
            each(counted(&line?)?)?;
        }
        let status = child.wait()?;
        ensure!(
            status.success(),
            "the benchmark failed; what it says is above"
        );
        Ok(())
    }

    fn cargo(&self) -> Command {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = turns::waiting(program);
        command
            .args([
                "bench",
                "--package",
                "instructions-bench",
                "--bench",
                "statements",
            ])
            .current_dir(root())
            .env("GUNGRAUN_RUNNER", &self.runner);
        command
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The program of the harness, where the environment says it is, or where the workspace keeps its tools.
fn runner() -> Result<PathBuf> {
    if let Some(path) = env::var_os("GUNGRAUN_RUNNER") {
        return Ok(path.into());
    }
    let installed = root().join("target/tools/bin/gungraun-runner");
    installed.canonicalize().context(
        "`gungraun-runner` runs the benchmark; install it, in the workspace's directory: \
         `cargo install gungraun-runner --version \"$(cargo pkgid gungraun | sed 's/.*@//')\" --locked \
         --root target/tools`, or set GUNGRAUN_RUNNER to where it is",
    )
}

/// What a line of the harness's output says.
fn counted(line: &str) -> Result<Counted> {
    let summary: BenchmarkSummary =
        serde_json::from_str(line).with_context(|| format!("no summary of a benchmark: {line}"))?;
    let (mut instructions, mut allocations) = (None, None);
    for profile in &summary.profiles.0 {
        match &profile.data.total.metrics {
            ToolMetricResults::Callgrind(results) => {
                instructions = of_each(results, &EventKind::Ir);
            }
            ToolMetricResults::Dhat(results) => {
                allocations = of_each(results, &DhatMetric::TotalBlocks);
            }
            _ => {}
        }
    }
    let (Some(instructions), Some(allocations), Some(bench)) =
        (instructions, allocations, summary.id)
    else {
        bail!("no counts in the summary: {line}");
    };
    Ok(Counted {
        function: summary.function_name,
        bench,
        cost: Cost {
            instructions,
            allocations,
        },
    })
}

/// What a tool counted in this run, for one statement.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn of_each<K: Eq + Hash>(results: &MetricResults<K>, kind: &K) -> Option<f64> {
    let Metric::Int(count) = results.0.get(kind)?.values.as_ref().left()? else {
        return None;
    };
    Some(*count as f64 / f64::from(COUNTED))
}
