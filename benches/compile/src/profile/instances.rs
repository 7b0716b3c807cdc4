//! The functions that the compiler generates code for.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::breakdown::{Amount, Breakdown};
use crate::{cargo::Cargo, case::Case};

/// An element of `-Zdump-mono-stats-format=json`, without what else it says.
#[derive(Deserialize)]
struct Item {
    name: String,
    instantiation_count: u64,
    total_estimate: u64,
}

/// Of the library of a case, where its calls are.
pub(crate) fn measure(cargo: &Cargo, directory: &Path, case: &Case) -> Result<Breakdown> {
    eprintln!("profile: functions, {case}");
    super::touch(directory, case)?;
    let output = tempfile::tempdir_in(directory)?;
    let flag = format!("-Zdump-mono-stats={}", output.path().display());
    let package = case.package();
    let arguments = ["--package", &package, "--lib", "--"];
    let flags = [&flag, "-Zdump-mono-stats-format=json"];
    cargo.compile("rustc", &[&arguments[..], &flags[..]].concat())?;
    let file = fs::read_dir(output.path())?
        .next()
        .context("the compiler wrote no file of what it compiled")??;
    let text = fs::read_to_string(file.path())?;
    read(&text, &case.crate_name()).with_context(|| format!("functions of `{case}`"))
}

fn read(text: &str, of_crate: &str) -> Result<Breakdown> {
    let items: Vec<Item> =
        serde_json::from_str(text).context("cannot read what the compiler compiled")?;
    ensure!(
        !items.is_empty(),
        "the compiler says that it compiled nothing"
    );
    let mut breakdown = Breakdown::default();
    for item in items {
        let amount = Amount {
            count: item.instantiation_count,
            size: item.total_estimate,
        };
        breakdown.add_item(&item.name, of_crate, amount);
    }
    Ok(breakdown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_with_what_all_instances_come_to() -> Result<()> {
        let text = r#"[{"name":"tenant::find","instantiation_count":3,"size_estimate":5,"total_estimate":15},
            {"name":"table0::run","instantiation_count":1,"size_estimate":2,"total_estimate":2}]"#;
        let total = read(text, "used")?.total();
        assert_eq!(total, Amount { count: 4, size: 17 });
        Ok(())
    }

    #[test]
    fn what_is_not_read_is_an_error() {
        for text in ["", "[]", "# Markdown", r#"[{"name":"main"}]"#] {
            assert!(read(text, "used").is_err(), "{text}");
        }
    }
}
