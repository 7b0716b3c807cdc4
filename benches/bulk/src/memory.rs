//! The most memory that a client held, each in a process of its own.

use std::{env, fs, process::Command};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde::Serialize;
use tenant::Database;

use crate::{
    model::{reading, schema},
    ours,
    place::Place,
};

/// The goal, in bytes: less than this.
pub(crate) const GOAL: u64 = 64 << 20;

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
pub(crate) enum Task {
    /// Connects, and no more.
    Connect,
    /// Copies rows in, which it makes as it goes.
    CopyIn,
    /// Copies rows out, and keeps none.
    CopyOut,
    /// Reads rows as a stream, and keeps none.
    Stream,
    /// Keeps them all, to show that the measurement sees it.
    FetchAll,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Held {
    pub(crate) task: Task,
    pub(crate) rows: u32,
    pub(crate) bytes: u64,
}

impl Held {
    /// Whether it is below the goal; that which keeps all rows has to be above, or nothing was measured.
    pub(crate) fn is_met(&self) -> bool {
        (self.bytes < GOAL) != self.task.keeps()
    }
}

impl Task {
    const ALL: [Self; 5] = [
        Self::Connect,
        Self::CopyIn,
        Self::CopyOut,
        Self::Stream,
        Self::FetchAll,
    ];

    pub(crate) fn keeps(self) -> bool {
        self == Self::FetchAll
    }
}

/// Runs every task in a child process.
pub(crate) async fn measure(place: &Place, rows: u32) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for task in Task::ALL {
        if task == Task::CopyIn {
            place.empty([0]).await?;
        }
        if task == Task::CopyOut {
            place.keep().await?; // what was copied in just now
        }
        let bytes = child(task, place.url(), rows)?;
        held.push(Held { task, rows, bytes });
    }
    Ok(held)
}

fn child(task: Task, url: &str, rows: u32) -> Result<u64> {
    let name = task.to_possible_value().context("a task has a name")?;
    let output = Command::new(env::current_exe()?)
        .args(["--child", name.get_name(), "--url", url])
        .args(["--memory-rows", &rows.to_string()])
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{task:?} failed:\n{errors}");
    let text = String::from_utf8(output.stdout)?;
    text.trim().parse().context("a number of bytes")
}

/// What the child does; its peak goes to the standard output.
pub(crate) async fn run(task: Task, url: &str, rows: u32) -> Result<()> {
    let db = Database::connect(url).await?;
    let count = match task {
        Task::Connect => u64::from(rows),
        Task::CopyIn => ours::copy_in(&db, schema(0)?, (0..rows).map(reading)).await?,
        Task::CopyOut => ours::copy_out(&db).await?,
        Task::Stream => ours::stream(&db).await?,
        Task::FetchAll => ours::fetch_all(&db).await?,
    };
    ensure!(count == u64::from(rows), "{count} rows, not {rows}");
    println!("{}", peak()?);
    Ok(())
}

/// The most that was resident at a time (`proc(5)`).
fn peak() -> Result<u64> {
    let text = fs::read_to_string("/proc/self/status")
        .context("Linux tells how much memory a process had")?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.context("no `VmHWM` in /proc/self/status")?;
    let kilobytes: u64 = kilobytes.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}
