//! `pgbench -M prepared`: what a client in C on libpq takes, which does nothing with the rows.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use bench_report::{Address, Spread};
use serde::Serialize;

use crate::{
    job::Workload,
    model::{ACCOUNTS, JOINED},
};

/// What it takes for one kind of statement on one tenant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Floor {
    pub(crate) workload: Workload,
    pub(crate) micros: Spread,
}

/// Statements in a turn.
const OPERATIONS: u32 = 1_000;

const ROUNDS: usize = 7;

/// Measures each kind of statement, in turns.
pub(crate) fn measure(url: &str, workloads: &[Workload]) -> Result<Vec<Floor>> {
    let program = program()?;
    let directory = tempfile::tempdir()?;
    let mut floors = Vec::new();
    for workload in workloads {
        let script = directory.path().join(format!("{workload:?}.sql"));
        fs::write(&script, text(*workload))?;
        let turns = (0..ROUNDS).map(|_| turn(&program, url, &script));
        floors.push(Floor {
            workload: *workload,
            micros: Spread::of(turns.collect::<Result<_>>()?).context("a round")?,
        });
    }
    Ok(floors)
}

/// Microseconds an operation.
fn turn(program: &Path, url: &str, script: &Path) -> Result<f64> {
    let output = Command::new(program)
        .args(["--no-vacuum", "--protocol=prepared"])
        .arg(format!("--transactions={OPERATIONS}"))
        .arg("--file")
        .arg(script)
        .arg(Address::of(url)?.conninfo())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "pgbench failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let rate = text
        .lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next())
        .with_context(|| format!("no rate in pgbench's report:\n{text}"))?;
    Ok(1e6 / rate.parse::<f64>()?)
}

/// The statement as pgbench reads it.
fn text(workload: Workload) -> String {
    let columns = "id, name, email, city, age, active, score, balance, visits, note";
    let key = format!("\\set id random(1, {ACCOUNTS})\n");
    match workload {
        Workload::Select => format!("{key}SELECT {columns} FROM client0.account WHERE id = :id;\n"),
        Workload::Insert => format!(
            "{key}INSERT INTO client0.event (name, email, city, age, active, score, balance, visits, note) \
             VALUES ('Ada Lovelace', 'ada@example.org', 'London', 36, true, 0.5, :id, 3, NULL) \
             RETURNING {columns};\n"
        ),
        Workload::Update => {
            format!("{key}UPDATE client0.account SET age = 41, balance = :id WHERE id = :id;\n")
        }
        Workload::List100 => {
            format!("SELECT {columns} FROM client0.account ORDER BY id LIMIT 100;\n")
        }
        Workload::List1000 => {
            format!("SELECT {columns} FROM client0.account ORDER BY id LIMIT 1000;\n")
        }
        Workload::Join => format!(
            "SELECT purchase.label, account.name FROM client0.purchase \
             JOIN client0.account ON account.id = purchase.account \
             WHERE purchase.id <= {JOINED} ORDER BY purchase.id;\n"
        ),
    }
}

/// Where it is: beside the server's programs, as a rule.
fn program() -> Result<PathBuf> {
    let name = "pgbench";
    let beside = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin").join(name));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let in_path: Vec<_> = std::env::split_paths(&paths)
        .map(|directory| directory.join(name))
        .collect();
    in_path
        .into_iter()
        .chain(beside)
        .find(|program| program.exists())
        .context("pgbench is not there; it comes with PostgreSQL's server programs")
}
