//! The client on one processor, the server on the other: where the system moves them about, times are of several
//! kinds, by who shares a processor with whom, and differ by two.

use std::{
    fs, process,
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, ensure};
use tenant::embedded::Server;

/// Keeps this process, with the threads that it will have, and the server's apart.
pub(crate) fn apart(server: &Server) -> Result<()> {
    let processors = thread::available_parallelism()?;
    ensure!(
        processors.get() > 1,
        "client and server need a processor each"
    );
    pin(process::id(), 0)?;
    pin(postmaster(server)?, 1)
}

fn pin(process: u32, processor: u32) -> Result<()> {
    let status = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid"])
        .args([processor.to_string(), process.to_string()])
        .stdout(Stdio::null())
        .status()
        .context("`taskset` keeps client and server apart; install util-linux")?;
    ensure!(status.success(), "process {process} cannot be pinned");
    Ok(())
}

/// The server's first process, from which its backends have what it is pinned to.
fn postmaster(server: &Server) -> Result<u32> {
    let path = server.socket_dir().join("data/postmaster.pid");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let first = text.lines().next().unwrap_or_default();
    first.trim().parse().context("the server's process")
}
