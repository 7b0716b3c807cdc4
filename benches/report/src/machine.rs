//! What it was measured on.

use std::{env, fmt, fs, process::Command, thread};

use serde::{Deserialize, Serialize};

/// The machine and the versions; a part that cannot be found out is left empty.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Machine {
    /// Of the server.
    pub server: String,
    /// Of the compiler.
    pub rustc: String,
    /// The operating system, and the kind of processor.
    pub system: String,
    /// The processor's name.
    pub processor: String,
    /// How many programs can run at a time.
    pub cores: usize,
    /// How many programs wanted a core in the minute before; more than none disturb the times.
    pub load: String,
}

impl Machine {
    /// This machine, with a server of some version.
    #[must_use]
    pub fn here(server: String) -> Self {
        Self {
            server,
            rustc: rustc(),
            system: format!("{} {}", env::consts::OS, env::consts::ARCH),
            processor: processor(),
            cores: cores(),
            load: load(),
        }
    }
}

/// As a report says it.
impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.server.is_empty() {
            write!(f, "PostgreSQL {}; ", self.server)?;
        }
        let Self {
            rustc,
            system,
            cores,
            processor,
            load,
            ..
        } = self;
        write!(
            f,
            "{rustc}; {system}; {cores} cores of {processor}; load before: {load}"
        )
    }
}

fn rustc() -> String {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("--version").output();
    output.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// Of the machine, whatever this process is pinned to.
fn cores() -> usize {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    match text
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count()
    {
        0 => thread::available_parallelism().map_or(0, usize::from),
        cores => cores,
    }
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == "model name").then(|| value.trim().to_owned())
    });
    name.unwrap_or_default()
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
