//! Runs cargo, and measures it: time on the clock, time on the processors, memory.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Instant, SystemTime},
};

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use wait4::Wait4 as _;

use crate::{
    case::{Case, Code},
    generate,
};

/// What is timed; in the order in which the steps of one case depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Step {
    /// `cargo check` of the whole crate.
    Check,
    /// `cargo build` of the whole crate, a library.
    Debug,
    /// `cargo build` of the whole crate and of a program that makes its calls, linker included.
    Program,
    /// `cargo build --release` of the whole crate, a library.
    Release,
    /// An incremental `cargo build` after a field of one table was renamed.
    Rebuild,
}

/// What one run of cargo took.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Usage {
    /// On the clock.
    pub(crate) seconds: f64,
    /// Of all processors, in user and kernel mode.
    pub(crate) cpu_seconds: f64,
    /// The most memory that one process (the compiler or the linker) held at a time.
    pub(crate) peak_bytes: u64,
}

impl Usage {
    #[expect(clippy::cast_precision_loss, reason = "no process holds 2^53 bytes")]
    pub(crate) fn megabytes(&self) -> f64 {
        self.peak_bytes as f64 / 1e6
    }
}

/// The generated workspace, and the cargo that compiles it.
pub(crate) struct Workspace {
    directory: PathBuf,
    cargo: OsString,
}

impl Workspace {
    pub(crate) fn new(directory: PathBuf) -> Self {
        // Cargo names itself to what it runs; rustup's proxy in front of it would cost time.
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self { directory, cargo }
    }

    /// Compiles everything that is not to be timed: the dependencies, and what steps start from.
    pub(crate) fn prepare(&self, step: Step, cases: &[Case]) -> Result<()> {
        for case in cases
            .iter()
            .filter(|case| matches!(case.code, Code::Empty(_)))
        {
            self.run(step, case)?;
        }
        for case in cases.iter().filter(|case| step.is_for(case)) {
            match step {
                Step::Check | Step::Debug | Step::Program | Step::Release => {}
                Step::Rebuild => drop(self.run(step, case)?),
            }
        }
        Ok(())
    }

    /// Times one step of one case; `round` says which way the edit of [`Step::Rebuild`] goes.
    pub(crate) fn measure(&self, step: Step, case: &Case, round: usize) -> Result<Usage> {
        let package = self.directory.join(case.package());
        match step {
            Step::Check | Step::Debug | Step::Program | Step::Release => {
                touch(&package.join("src/lib.rs"))?;
            }
            Step::Rebuild => generate::write_edited(&package, case, round.is_multiple_of(2))?,
        }
        let (usage, compiled) = self.run(step, case)?;
        let expected = if step == Step::Program { 2 } else { 1 };
        ensure!(
            compiled == expected,
            "{compiled} crates were compiled instead of {expected} in `{step}` of `{case}`; \
             if the library changes while it is measured, name a copy with `--library`"
        );
        Ok(usage)
    }

    /// Runs a step; returns the number of crates that had to be compiled as well.
    fn run(&self, step: Step, case: &Case) -> Result<(Usage, usize)> {
        let mut command = Command::new(&self.cargo);
        command
            .args(step.arguments())
            .args(["--quiet", "--message-format=json", "--package"])
            .arg(case.package())
            .current_dir(&self.directory)
            .arg("--target-dir")
            .arg(self.directory.join("target"))
            .env_remove("CARGO_INCREMENTAL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let started = Instant::now();
        let mut child = command.spawn().context("cannot run cargo")?;
        let mut messages = String::new();
        if let Some(mut stdout) = child.stdout.take() {
            stdout.read_to_string(&mut messages)?;
        }
        let ended = child.wait4().context("cannot wait for cargo")?;
        let elapsed = started.elapsed();
        let outcome = Outcome::read(&messages)?;
        if !ended.status.success() {
            bail!("`{step}` of `{case}` failed\n{}", outcome.diagnostics);
        }
        let usage = Usage {
            seconds: elapsed.as_secs_f64(),
            cpu_seconds: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
            peak_bytes: ended.rusage.maxrss,
        };
        Ok((usage, outcome.compiled))
    }
}

impl Step {
    /// Whether the step exists for a case: there is a program only where there are calls, and a
    /// field to rename only where there are tables, of which the naive expansion has too many.
    pub(crate) fn is_for(self, case: &Case) -> bool {
        match self {
            Self::Check | Self::Debug | Self::Release => true,
            Self::Program => case.calls().is_some(),
            Self::Rebuild => case.size.tables > 0 && case.code != Code::Naive,
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check", "--lib"],
            Self::Debug => &["build", "--lib"],
            Self::Program => &["build"],
            Self::Release => &["build", "--lib", "--release"],
            Self::Rebuild => &["build", "--lib", "--profile", "rebuild"],
        }
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Program => "debug build and link",
            Self::Release => "release build",
            Self::Rebuild => "incremental debug build",
        })
    }
}

/// What cargo reported.
#[derive(Default)]
struct Outcome {
    compiled: usize,
    diagnostics: String,
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact { fresh: bool },
    #[serde(rename = "compiler-message")]
    Diagnostic { message: Diagnostic },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Diagnostic {
    rendered: Option<String>,
}

impl Outcome {
    fn read(messages: &str) -> Result<Self> {
        let mut outcome = Self::default();
        for line in messages.lines() {
            match serde_json::from_str(line).context("cannot read what cargo says")? {
                Message::Artifact { fresh } => outcome.compiled += usize::from(!fresh),
                Message::Diagnostic { message } => {
                    outcome.diagnostics += &message.rendered.unwrap_or_default();
                }
                Message::Other => {}
            }
        }
        Ok(outcome)
    }
}

/// Makes cargo compile a crate again.
fn touch(path: &Path) -> Result<()> {
    File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("cannot touch {}", path.display()))
}
