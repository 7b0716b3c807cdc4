//! The steps that are timed, each of one case at a time.

use std::{
    fmt,
    fs::File,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use serde::Serialize;

use crate::{
    cargo::{Cargo, Compiled, Usage},
    case::Case,
    generate,
};

/// What is timed; of a case that makes calls, with the program that makes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Step {
    /// `cargo check` of the whole crate.
    Check,
    /// `cargo build` of the whole crate.
    Debug,
    /// `cargo build --release` of the whole crate.
    Release,
    /// An incremental `cargo build` after a field of one table was renamed.
    Rebuild,
}

impl Step {
    pub(crate) const ALL: [Self; 4] = [Self::Check, Self::Debug, Self::Release, Self::Rebuild];

    /// Whether the step exists for a case: there is a field to rename only where there are tables.
    pub(crate) fn is_for(self, case: &Case) -> bool {
        self != Self::Rebuild || case.size.tables > 0
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug | Self::Release | Self::Rebuild => "build",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check | Self::Debug => &[],
            Self::Release => &["--release"],
            Self::Rebuild => &["--config", "profile.dev.incremental=true"],
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Release => "release build",
            Self::Rebuild => "incremental debug build",
        })
    }
}

/// The generated cases, and the cargo that compiles them.
pub(crate) struct Workspace {
    directory: PathBuf,
    cargo: Cargo,
}

impl Workspace {
    pub(crate) fn new(directory: &Path, target: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
            cargo: Cargo::new(directory, target),
        }
    }

    /// Compiles what is not to be timed.
    pub(crate) fn prepare(&self, step: Step, case: &Case) -> Result<()> {
        self.run(step, case).map(drop)
    }

    /// Times one step of one case; `round` says which way the edit of [`Step::Rebuild`] goes.
    pub(crate) fn measure(&self, step: Step, case: &Case, round: usize) -> Result<Usage> {
        let package = self.directory.join(case.package());
        match step {
            Step::Check | Step::Debug | Step::Release => touch(&package.join("src/lib.rs"))?,
            Step::Rebuild => generate::write_edited(&package, case, round.is_multiple_of(2))?,
        }
        let Compiled { usage, crates, .. } = self.run(step, case)?;
        let expected = 1 + usize::from(case.calls().is_some());
        ensure!(
            crates == expected,
            "{crates} crates were compiled instead of {expected} in `{step}` of `{case}`; \
             if the library changes while it is measured, name a copy with `--library`"
        );
        Ok(usage)
    }

    /// The size of a release program with so many tenants in its set.
    pub(crate) fn program_bytes(&self, case: &Case, tenants: usize) -> Result<u64> {
        generate::write_tenants(&self.directory.join(case.package()), tenants)?;
        let Compiled { usage, crates, .. } = self.run(Step::Release, case)?;
        ensure!(crates >= 2, "`{case}` was not built with {tenants} tenants");
        let bytes = usage.program_bytes;
        bytes.with_context(|| format!("`{case}` makes no program"))
    }

    fn run(&self, step: Step, case: &Case) -> Result<Compiled> {
        let package = case.package();
        let arguments = [step.arguments(), &["--package", package.as_str()]].concat();
        let compiled = self.cargo.compile(step.verb(), &arguments);
        compiled.with_context(|| format!("`{step}` of `{case}`"))
    }
}

/// Makes cargo compile a crate again.
pub(crate) fn touch(path: &Path) -> Result<()> {
    File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("cannot touch {}", path.display()))
}
