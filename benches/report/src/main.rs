//! Runs the benchmarks, and puts what they say of the goals into one report.
//!
//! ```text
//! cargo run --release -p bench-report -- [OPTIONS]
//! ```
//!
//! writes `benches/results`: `REPORT.md`, and of each benchmark its own text, JSON, and pictures. It takes
//! long; each benchmark can be run by itself, with the command beside its goals.

mod versions;
mod why;

use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use bench_report::{Goal, Summary};
use clap::{Parser, ValueEnum};

/// Runs the benchmarks, and writes the report of all of them.
#[derive(Parser, Debug)]
#[command(version)]
struct Options {
    /// Which benchmarks to run; all if not given. Of the others, the last results are reported.
    #[arg(value_enum)]
    benchmarks: Vec<Benchmark>,

    /// Run none: report the last results.
    #[arg(long, conflicts_with = "benchmarks")]
    last: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Benchmark {
    Instructions,
    Peers,
    Bulk,
    Compile,
    Routes,
}

impl Benchmark {
    const ALL: [Self; 5] = [
        Self::Instructions,
        Self::Peers,
        Self::Bulk,
        Self::Compile,
        Self::Routes,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Instructions => "The client's own cost",
            Self::Peers => "One statement at a time, against the peers",
            Self::Bulk => "Many rows at once",
            Self::Compile => "Compile time",
            Self::Routes => "The server's side: memory and plans under every route",
        }
    }

    /// What its results are called.
    fn name(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Peers => "peers",
            Self::Bulk => "bulk",
            Self::Compile => "compile",
            Self::Routes => "routes",
        }
    }

    /// What `cargo` is told, with where the JSON goes.
    fn arguments(self, results: &Path) -> Vec<String> {
        let of = |words: &[&str]| -> Vec<String> {
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        let json = self.json(results).display().to_string();
        match self {
            Self::Instructions => of(&["-p", "instructions-bench", "--", "--json", &json]),
            Self::Routes => {
                let parts = ["--parts", "trips,replans,memory,costs,line"];
                let start = of(&["-p", "routes-bench", "--", "--json", &json]);
                [start, of(&parts)].concat()
            }
            Self::Peers | Self::Compile => {
                let manifest = format!("benches/{}/Cargo.toml", self.name());
                let place = results.join(self.name()).display().to_string();
                of(&["--manifest-path", &manifest, "--", "--report", &place])
            }
            Self::Bulk => {
                let manifest = "benches/bulk/Cargo.toml";
                of(&["--manifest-path", manifest, "--", "--json", &json])
            }
        }
    }

    fn json(self, results: &Path) -> PathBuf {
        match self {
            Self::Peers | Self::Compile => results.join(self.name()).join("report.json"),
            _ => results.join(format!("{}.json", self.name())),
        }
    }

    /// Where a reader finds all of its figures, from the report.
    fn details(self) -> String {
        match self {
            Self::Peers | Self::Compile => format!("{}/REPORT.md", self.name()),
            _ => format!("{}.md", self.name()),
        }
    }

    fn run(self, root: &Path, results: &Path) -> Result<()> {
        eprintln!("== {}", self.title());
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let text = results.join(format!("{}.md", self.name()));
        let json = self.json(results);
        if json.exists() {
            fs::remove_file(&json)?; // so that what is there afterwards is of this run
        }
        let status = Command::new(cargo)
            .args(["run", "--release"])
            .args(self.arguments(results))
            .current_dir(root)
            .stdout(File::create(&text)?)
            .status()?;
        if matches!(self, Self::Peers | Self::Compile) {
            fs::remove_file(text)?; // they write their own
        }
        // A missed goal is a failure of the benchmark, and none of the report, which says so.
        ensure!(
            json.exists(),
            "{} failed ({status}); its output is above",
            self.name()
        );
        Ok(())
    }

    /// What it said the last time, if it was run.
    fn summary(self, results: &Path) -> Result<Option<Summary>> {
        let path = self.json(results);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path)?;
        let summary = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        Ok(Some(summary))
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let results = root.join("benches/results");
    fs::create_dir_all(&results)?;
    for benchmark in Benchmark::ALL {
        let is_wanted = options.benchmarks.is_empty() || options.benchmarks.contains(&benchmark);
        if is_wanted && !options.last {
            benchmark.run(&root, &results)?;
        }
    }
    let report = report(&root, &results)?;
    fs::write(results.join("REPORT.md"), report)?;
    eprintln!("written: {}", results.join("REPORT.md").display());
    Ok(())
}

fn report(root: &Path, results: &Path) -> Result<String> {
    let mut text = format!("{HEAD}\n{}\n", versions::compared(root)?);
    for benchmark in Benchmark::ALL {
        let Some(Summary {
            command,
            machine,
            progress,
            goals,
        }) = benchmark.summary(results)?
        else {
            let (title, name) = (benchmark.title(), benchmark.name());
            let _ = write!(
                text,
                "\n## {title}\n\nNot run: `cargo run --release -p bench-report -- {name}`.\n"
            );
            continue;
        };
        let stopped = if progress.is_done() {
            String::new()
        } else {
            format!("**{progress}.** ")
        };
        let missed = goals.iter().filter(|goal| !goal.met).count();
        let _ = write!(
            text,
            "\n## {}\n\n```sh\n{command}\n```\n\n{machine}. {stopped}All figures: \
             [{details}]({details}). {} goals, of which {missed} are missed.\n\n{}",
            benchmark.title(),
            goals.len(),
            table(&goals),
            details = benchmark.details(),
        );
        let why = why::missed(&goals);
        if !why.is_empty() {
            let _ = write!(text, "\nWhat is missed, and why:\n\n{}\n", why.join("\n"));
        }
    }
    Ok(text)
}

const HEAD: &str = "\
# Benchmarks

Made by `cargo run --release -p bench-report`, which runs each of the benchmarks below. Machines are noisy:
times are medians of ratios within one run, whose contenders take turns, but for SQLAlchemy's and those of cold builds,
which run by themselves; instructions and allocations are counted, as are the server's memory and plans.

Servers are the benchmarks' own, with `fsync` and `full_page_writes` off, and but for instructions `synchronous_commit`, as
it is not the disk that is measured; without autovacuum, and where times are measured with no checkpoint but between turns.
For one statement at a time, the client has one processor, with one worker, and the server the other. Caches of
statements are large enough for every tenant in rotation, where they have a bound (sqlx's, and ours, of 256 statements and
1,000 tenants of a connection if not set).
";

fn table(goals: &[Goal]) -> String {
    let mut text = String::from("| what | goal | measured | met |\n|---|---:|---:|---|\n");
    for goal in goals {
        let met = if goal.met { "yes" } else { "**no**" };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {met} |",
            goal.what, goal.wanted, goal.measured
        );
    }
    text
}
