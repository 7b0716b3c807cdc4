//! SQLAlchemy's three ways, in a process of their own, where Python is there.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use bench_report::{Address, Spread};
use serde::{Deserialize, Serialize};

/// One way's result for one kind of statement.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Way {
    pub(crate) name: String,
    pub(crate) workload: String,
    pub(crate) tenants: usize,
    /// Of an operation.
    pub(crate) micros: Spread,
    /// How long it had the processor, in its process.
    pub(crate) client_micros: Spread,
}

/// A turn, as the script writes it.
#[derive(Deserialize)]
struct Turn {
    way: String,
    workload: String,
    micros: f64,
    processor_micros: f64,
}

/// Measures the ways; installs what they need into a directory of this program's.
pub(crate) fn measure(url: &str, tenants: usize, rounds: usize) -> Result<Vec<Way>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = environment(directory)?;
    let output = Command::new(python)
        .arg(directory.join("sqlalchemy/ways.py"))
        .args([
            &Address::of(url)?.conninfo(),
            &tenants.to_string(),
            &rounds.to_string(),
        ])
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "SQLAlchemy's ways failed");
    let turns: Vec<Turn> = serde_json::from_slice(&output.stdout)?;
    let mut ways: Vec<Way> = Vec::new();
    for turn in &turns {
        let is_same = |way: &Way| way.name == turn.way && way.workload == turn.workload;
        if ways.iter().any(is_same) {
            continue;
        }
        let all = turns
            .iter()
            .filter(|other| (&other.way, &other.workload) == (&turn.way, &turn.workload));
        let spread = |of: fn(&Turn) -> f64| Spread::of(all.clone().map(of).collect());
        ways.push(Way {
            name: turn.way.clone(),
            workload: turn.workload.clone(),
            tenants,
            micros: spread(|turn| turn.micros).context("a turn")?,
            client_micros: spread(|turn| turn.processor_micros).context("a turn")?,
        });
    }
    Ok(ways)
}

/// A Python with what the script imports.
fn environment(directory: &Path) -> Result<PathBuf> {
    let place = directory.join("target/sqlalchemy");
    let python = place.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    }
    let requirements = directory.join("sqlalchemy/requirements.txt");
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(requirements))?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status();
    let status = status.with_context(|| format!("{command:?}: is Python 3 there?"))?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}
