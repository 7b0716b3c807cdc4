//! Client and server take turns, so that the counts repeat.
//!
//! How often the runtime parks for an answer is counted too, and depends on who runs when: the client is woken
//! once the server has taken a statement from the socket, and again when the answer is there. Unless it
//! runs in between, the two are one. On one processor the server runs while the client waits; and a client of
//! the kind `batch` takes the processor from nobody when it is woken. Nor may a process of the
//! server's own, which would let the client in.

use std::{
    ffi::OsStr,
    process::{self, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use tenant::embedded::Server;

/// Keeps this process, and those that it starts from now on, on one processor.
pub(crate) fn on_one_processor() -> Result<()> {
    let status = Command::new("taskset")
        .args(["--cpu-list", "--pid", "0", &process::id().to_string()])
        .stdout(Stdio::null())
        .status()
        .context("`taskset` keeps client and server on one processor; install util-linux")?;
    ensure!(
        status.success(),
        "client and server do not stay on one processor"
    );
    Ok(())
}

/// A server that works by itself: nothing is vacuumed, and commits write what they logged.
pub(crate) fn server() -> Result<Server> {
    Server::builder()
        .setting("autovacuum", "off")
        .setting("synchronous_commit", "on")
        .start()
        .context("the server that the statements run on")
}

/// A program that the server does not wait for.
pub(crate) fn waiting(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("chrt");
    command.args(["--batch", "0"]).arg(program);
    command
}
