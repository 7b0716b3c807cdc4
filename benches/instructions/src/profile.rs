//! Where instructions are: function by function, of what missed its goal against by hand.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use instructions_bench::COUNTED;

use crate::harness::{Counted, root};

/// What differs by fewer, per statement, says nothing.
const FEWEST: f64 = 15.0;

/// A name is cut where it only goes on with the types that a function is for.
const LONGEST: usize = 96;

/// The instructions of a statement in each function.
pub(crate) struct Profile(BTreeMap<String, f64>);

impl Profile {
    /// Of what the harness has just counted.
    pub(crate) fn of(counted: &Counted) -> Result<Self> {
        let Counted {
            function, bench, ..
        } = counted;
        let directory = root().join(format!(
            "target/gungraun/instructions-bench/statements/counted/{function}.{bench}"
        ));
        let name = directory.display().to_string();
        let files = fs::read_dir(&directory).with_context(|| name.clone())?;
        let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
        // Of DHAT there is one as well, and of the run before.
        let is_wanted = |path: &PathBuf| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            path.extension().is_some_and(|extension| extension == "out")
                && stem.is_some_and(|stem| stem.starts_with("callgrind."))
        };
        let path = paths
            .find(is_wanted)
            .with_context(|| format!("no profile in {name}"))?;
        let output = Command::new("callgrind_annotate")
            .args(["--threshold=100", "--auto=no"])
            .arg(path)
            .output()
            .context("`callgrind_annotate` comes with valgrind")?;
        ensure!(output.status.success(), "no profile of {name}");
        Ok(Self::read(&String::from_utf8_lossy(&output.stdout)))
    }

    /// Reads lines such as `441,000 ( 3.55%)  query.rs:tokio_postgres::query::encode [program]`.
    fn read(text: &str) -> Self {
        let mut functions = BTreeMap::new();
        for line in text.lines() {
            let Some((count, rest)) = line.trim_start().split_once(" (") else {
                continue;
            };
            let Ok(count) = count.replace(',', "").parse::<f64>() else {
                continue;
            };
            let Some((_, place)) = rest.split_once("%)  ") else {
                continue;
            };
            let place = place.split(" [").next().unwrap_or(place);
            if let Some((_, function)) = place.split_once(':') {
                *functions.entry(function.to_owned()).or_default() += count / f64::from(COUNTED);
            }
        }
        Self(functions)
    }

    /// What it has more than another, and less, in each function; the most first.
    pub(crate) fn less(&self, other: &Self) -> Vec<(String, f64)> {
        let names = self.0.keys().chain(other.0.keys());
        let of = |profile: &Self, name: &String| profile.0.get(name).copied().unwrap_or_default();
        let mut all: BTreeMap<&String, f64> = BTreeMap::new();
        for name in names {
            all.insert(name, of(self, name) - of(other, name));
        }
        let mut rows: Vec<_> = all
            .into_iter()
            .filter(|(_, more)| more.abs() >= FEWEST)
            .map(|(name, more)| (name.chars().take(LONGEST).collect(), more))
            .collect();
        rows.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_read_and_compared() {
        let of = |count: &str| {
            let line = format!("{count} ( 3.55%)  query.rs:tokio_postgres::query::encode [bench]");
            Profile::read(&format!("Ir\n{line}\n1,000 (0.1%)  x.rs:small [bench]\n"))
        };
        let more = of("441,000").less(&of("400,000"));
        assert_eq!(more, [("tokio_postgres::query::encode".to_owned(), 41.0)]);
    }
}
