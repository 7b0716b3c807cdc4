//! The process that outlives this one for long enough to clean up behind it.
//!
//! It is a shell in a process group of its own that starts the server and waits
//! for the end of a pipe. The operating system closes the pipe however this
//! process ends, SIGKILL included, so that no signal handler is needed. A shell,
//! because a library has no program of its own to run.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::account::Account;
use super::programs::Programs;

const SCRIPT: &str = include_str!("watchdog.sh");

/// PostgreSQL kills processes that ignore an immediate shutdown after 5 seconds.
const STOP_TIMEOUT: Duration = Duration::from_secs(15);

const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// A running watchdog; dropping it stops the server and removes its directory.
#[derive(Debug)]
pub(super) struct Watchdog {
    child: Child,
    lifeline: Option<ChildStdin>,
}

impl Watchdog {
    /// Starts the shell, which goes on to create `directory` and run the server.
    ///
    /// # Errors
    ///
    /// When the shell cannot be run.
    pub(super) fn start(
        directory: &str,
        programs: &Programs,
        account: Option<&Account>,
        arguments: &[String],
    ) -> io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        // Directories are arguments and not a part of the script: nothing to quote.
        command
            .args(["-c", SCRIPT, "tenant-watchdog", directory])
            .arg(&programs.directory)
            .arg(programs.unlinked.as_deref().unwrap_or_else(|| "".as_ref()))
            .args(arguments)
            .current_dir("/")
            .env("PATH", search_path())
            // Messages and time stamps that are the same everywhere. On macOS a
            // server without a locale in its environment refuses to start.
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(account) = account {
            command.uid(account.user).gid(account.group);
        }
        let mut child = command.spawn()?;
        let lifeline = child.stdin.take();
        Ok(Self { child, lifeline })
    }

    /// Tells whether the shell has ended, and with it the server and its directory.
    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Stops the server, and waits until it and its directory are gone.
    ///
    /// Returns false if that takes too long; the watchdog still goes on with it.
    pub(super) fn stop(&mut self) -> bool {
        self.lifeline = None;
        let deadline = Instant::now() + STOP_TIMEOUT;
        while !self.has_ended() {
            if Instant::now() > deadline {
                return false;
            }
            thread::sleep(POLL_INTERVAL);
        }
        true
    }

    /// Stops the server and returns the end of its log.
    pub(super) fn report(mut self) -> String {
        let mut report = Vec::new();
        if self.stop()
            && let Some(mut output) = self.child.stdout.take()
        {
            // What was read before an error is still worth showing.
            let _ = output.read_to_end(&mut report);
        }
        String::from_utf8_lossy(&report).trim().to_owned()
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Returns `PATH` with the directories of the system's own commands at its end, as
/// cleaning up must not depend on what a program was started with.
pub(super) fn search_path() -> OsString {
    let mut path = env::var_os("PATH").unwrap_or_default();
    if !path.is_empty() {
        path.push(":");
    }
    path.push("/usr/bin:/bin");
    path
}
