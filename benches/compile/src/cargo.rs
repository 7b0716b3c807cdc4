//! Runs cargo, and measures it: time on the clock, time on the processors, memory, and what comes out.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    io::Read as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use wait4::Wait4 as _;

/// What one run of cargo took.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Usage {
    /// On the clock.
    pub(crate) seconds: f64,
    /// Of all processors, in user and kernel mode.
    pub(crate) cpu_seconds: f64,
    /// The most memory that one process (the compiler or the linker) held at a time.
    pub(crate) peak_bytes: u64,
    /// The size of the program, where one was built.
    pub(crate) program_bytes: Option<u64>,
}

impl Usage {
    #[expect(clippy::cast_precision_loss, reason = "no process holds 2^53 bytes")]
    pub(crate) fn megabytes(&self) -> f64 {
        self.peak_bytes as f64 / 1e6
    }

    #[expect(clippy::cast_precision_loss, reason = "no program has 2^53 bytes")]
    pub(crate) fn program_kilobytes(&self) -> Option<f64> {
        self.program_bytes.map(|bytes| bytes as f64 / 1e3)
    }
}

/// What was compiled, and at what cost.
pub(crate) struct Compiled {
    pub(crate) usage: Usage,
    /// How many crates had to be.
    pub(crate) crates: usize,
    /// Where the program is, where one was built.
    pub(crate) program: Option<PathBuf>,
}

/// The cargo that compiles a generated workspace.
pub(crate) struct Cargo {
    program: OsString,
    workspace: PathBuf,
    target: PathBuf,
    wrapper: Option<PathBuf>,
}

impl Cargo {
    pub(crate) fn new(workspace: &Path, target: &Path) -> Self {
        Self {
            // Cargo names itself to what it runs; rustup's proxy in front of it would cost time.
            program: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            workspace: workspace.to_owned(),
            target: target.to_owned(),
            wrapper: None,
        }
    }

    /// Has the compiler do what only nightly ones do, by telling it to behave like one: for the workspace's own
    /// packages alone, as dependencies whose build scripts look for that are to stay as they are. The program that does
    /// it is written to a directory.
    pub(crate) fn unstable(self, directory: &Path) -> Result<Self> {
        let wrapper = directory.join("unstable");
        fs::write(&wrapper, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec \"$@\"\n")?;
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
        let wrapper = Some(wrapper);
        Ok(Self { wrapper, ..self })
    }

    /// Compiles something, and measures it.
    pub(crate) fn compile<A: AsRef<OsStr>>(&self, verb: &str, arguments: &[A]) -> Result<Compiled> {
        let mut command = self.command(verb);
        command
            .args(["--quiet", "--message-format=json", "--target-dir"])
            .arg(&self.target)
            .args(arguments)
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
            bail!("cargo failed: {command:?}\n{}", outcome.diagnostics);
        }
        let usage = Usage {
            seconds: elapsed.as_secs_f64(),
            cpu_seconds: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
            peak_bytes: ended.rusage.maxrss,
            program_bytes: match &outcome.program {
                Some(program) => Some(fs::metadata(program)?.len()),
                None => None,
            },
        };
        Ok(Compiled {
            usage,
            crates: outcome.compiled,
            program: outcome.program,
        })
    }

    /// What cargo says of the workspace.
    pub(crate) fn text(&self, verb: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(verb);
        let output = command.args(arguments).stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "cargo failed: {command:?}");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// What the compiler says beside its messages.
    pub(crate) fn said(&self, verb: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(verb);
        command.arg("--target-dir").arg(&self.target);
        let output = command.args(arguments).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "cargo failed: {command:?}\n{said}");
        Ok(said)
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(verb)
            .current_dir(&self.workspace)
            .env_remove("CARGO_INCREMENTAL")
            .stdin(Stdio::null());
        if let Some(wrapper) = &self.wrapper {
            command.env("RUSTC_WORKSPACE_WRAPPER", wrapper);
        }
        command
    }
}

/// What cargo reported.
#[derive(Default)]
struct Outcome {
    compiled: usize,
    program: Option<PathBuf>,
    diagnostics: String,
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact {
        fresh: bool,
        executable: Option<PathBuf>,
    },
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
                Message::Artifact { fresh, executable } => {
                    outcome.compiled += usize::from(!fresh);
                    outcome.program = executable.or(outcome.program);
                }
                Message::Diagnostic { message } => {
                    outcome.diagnostics += &message.rendered.unwrap_or_default();
                }
                Message::Other => {}
            }
        }
        Ok(outcome)
    }
}
