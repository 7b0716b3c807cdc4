//! Which versions are compared, by the files that fix them.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// Of the benchmark against the peers.
const LOCK: &str = "benches/peers/Cargo.lock";
const REQUIREMENTS: &str = "benches/peers/sqlalchemy/requirements.txt";

/// What is of interest of them.
const PACKAGES: [&str; 9] = [
    "tokio-postgres",
    "deadpool-postgres",
    "clorinde",
    "sqlx",
    "diesel",
    "diesel-async",
    "sea-orm",
    "toasty",
    "tokio",
];

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// A sentence with all of them.
pub(crate) fn compared(root: &Path) -> Result<String> {
    let mut versions = Vec::new();
    for package in read(&root.join(LOCK))?.package {
        if PACKAGES.contains(&package.name.as_str()) {
            versions.push(format!("{} {}", package.name, package.version));
        }
    }
    let requirements = root.join(REQUIREMENTS);
    let text =
        fs::read_to_string(&requirements).with_context(|| requirements.display().to_string())?;
    versions.extend(text.lines().map(|line| line.replace("==", " ")));
    Ok(format!(
        "Compared are, by `{LOCK}`: {}.",
        versions.join(", ")
    ))
}

fn read(path: &Path) -> Result<Lock> {
    let context = || path.display().to_string();
    let text = fs::read_to_string(path).with_context(context)?;
    toml::from_str(&text).with_context(context)
}
