//! `pgbench -M prepared`: what a client in C on libpq takes, which does nothing with the rows, in turns with by hand.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use bench_report::{Address, Spread};
use serde::{Deserialize, Serialize};

use crate::{
    by_hand::ByHand,
    job::{Job, Runs, Workload},
    model::{ACCOUNTS, JOINED},
};

/// What it takes for one kind of statement on one tenant.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Pgbench {
    pub(crate) workload: Workload,
    pub(crate) micros: Spread,
    pub(crate) hand_micros: Spread,
    /// How many times as long it took as by hand.
    pub(crate) ratio: Spread,
}

/// What its figures are of; printed in the report.
pub(crate) const WHY: &str = "\
One tenant, one connection, a thousand statements in a turn. pgbench does nothing with the rows; but it interprets its
script, draws the key in it, and waits for its sockets before it reads each answer, so that it is no lower bound.";

/// Statements in a turn.
const OPERATIONS: u16 = 1_000;

const ROUNDS: usize = 7;

/// Measures each kind of statement.
pub(crate) async fn measure(url: &str, workloads: &[Workload]) -> Result<Vec<Pgbench>> {
    let program = program()?;
    let directory = tempfile::tempdir()?;
    let mut all = Vec::new();
    for workload in workloads.iter().copied() {
        let script = directory.path().join(format!("{workload:?}.sql"));
        fs::write(&script, text(workload))?;
        let hand: Arc<dyn Runs> = Arc::new(ByHand::connect(url, workload, 1, 1).await?);
        let (mut own, mut by_hand) = (Vec::new(), Vec::new());
        // The first turn by hand has the plans made.
        for round in 0..=ROUNDS {
            let hand_micros = hand_turn(&hand, workload, round).await?;
            let micros = turn(&program, url, &script)?;
            if round > 0 {
                by_hand.push(hand_micros);
                own.push(micros);
            }
        }
        let ratios = own.iter().zip(&by_hand).map(|(own, hand)| own / hand);
        all.push(Pgbench {
            workload,
            ratio: Spread::of(ratios.collect()).context("a round")?,
            micros: Spread::of(own).context("a round")?,
            hand_micros: Spread::of(by_hand).context("a round")?,
        });
    }
    Ok(all)
}

/// Microseconds an operation.
async fn hand_turn(hand: &Arc<dyn Runs>, workload: Workload, round: usize) -> Result<f64> {
    let operations = usize::from(OPERATIONS);
    let job = Job {
        workload,
        tenants: 0..1,
        tasks: 1,
        operations,
        first: round * operations,
    };
    let start = Instant::now();
    Arc::clone(hand).run(job).await?;
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(OPERATIONS))
}

/// Microseconds an operation of pgbench's.
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
