//! A minimal program with each library: how many crates it consists of, and how long it takes to build when
//! nothing has been compiled before.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context as _, Result};
use bench_report::Goal;
use serde::Serialize;

use crate::{
    application::Application,
    cargo::{Cargo, Usage},
    generate,
};

/// How many crates a minimal application with `tenant` stays below.
const LIMIT: usize = 80;

/// A minimal program, built.
#[derive(Debug, Serialize)]
pub(crate) struct Cold {
    pub(crate) application: Application,
    /// What it names in its manifest, with versions.
    pub(crate) dependencies: Vec<String>,
    /// Of which it consists beside its own: libraries and macros, for this platform.
    pub(crate) crates: usize,
    /// Of its debug build, by round.
    pub(crate) builds: Vec<Usage>,
}

/// Builds each program into directories of its own.
pub(crate) fn measure(directory: &Path, library: &Path, rounds: usize) -> Result<Vec<Cold>> {
    generate::write_applications(directory, library)?;
    let target = directory.join("target");
    let cargo = Cargo::new(directory, &target);
    cargo.text("fetch", &["--quiet"])?; // so that no download is timed
    let mut found = Vec::new();
    for application in Application::ALL {
        let (dependencies, crates) = tree(&cargo, application)?;
        found.push(Cold {
            application,
            dependencies,
            crates,
            builds: Vec::new(),
        });
    }
    for round in 0..rounds {
        for cold in &mut found {
            let application = cold.application;
            let empty = tempfile::tempdir_in(directory)?;
            let cargo = Cargo::new(directory, empty.path());
            let arguments = ["--offline", "--package", application.package()];
            let compiled = cargo.compile("build", &arguments);
            let usage = compiled
                .with_context(|| format!("a minimal application with {application}"))?
                .usage;
            let seconds = usage.seconds;
            eprintln!(
                "round {}: cold build, {application}: {seconds:.2} s",
                round + 1
            );
            cold.builds.push(usage);
        }
    }
    Ok(found)
}

pub(crate) fn goals(cold: &[Cold]) -> Vec<Goal> {
    let ours = cold
        .iter()
        .filter(|of| of.application == Application::Tenant);
    ours.map(|of| Goal {
        what: "crates of a minimal application (default features)".into(),
        wanted: format!("< {LIMIT}"),
        measured: of.crates.to_string(),
        met: of.crates < LIMIT,
    })
    .collect()
}

/// What an application depends on by name, and how many crates that leads to.
fn tree(cargo: &Cargo, application: Application) -> Result<(Vec<String>, usize)> {
    let package = application.package();
    let shape = ["--edges", "normal", "--prefix", "depth", "--package"];
    let text = cargo.text("tree", &[&shape[..], &[package]].concat())?;
    let mut named = Vec::new();
    let mut crates = BTreeSet::new();
    for line in text.lines() {
        let start = line
            .find(|character: char| !character.is_ascii_digit())
            .context("a line of `cargo tree` without a name")?;
        let (depth, of_crate) = line.split_at(start);
        // `name v1.2.3 (proc-macro) (*)`: the rest says what kind it is, and that it was there before.
        let mut words = of_crate.split(' ');
        let (name, version) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        if depth != "0" {
            crates.insert((name.to_owned(), version.to_owned()));
        }
        if depth == "1" {
            named.push(format!("{name} {}", version.trim_start_matches('v')));
        }
    }
    Ok((named, crates.len()))
}
