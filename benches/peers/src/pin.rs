//! The client on one processor, the server on the other: where the system moves them about, times are of several
//! kinds, by who shares a processor with whom, and differ by two.

use std::{
    process,
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, ensure};
use bench_report::Postmaster;
use tenant::embedded::Server;

/// Keeps this process, with the threads that it will have, and the server's apart.
pub(crate) fn apart(server: &Server) -> Result<()> {
    let processors = thread::available_parallelism()?;
    ensure!(
        processors.get() > 1,
        "client and server need a processor each"
    );
    pin(process::id(), 0)?;
    // From which its backends have what it is pinned to.
    let postmaster = Postmaster::of(server.socket_dir()).context("the server's process")?;
    pin(postmaster.process(), 1)
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
