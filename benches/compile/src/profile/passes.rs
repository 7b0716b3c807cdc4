//! What the compiler's passes take.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context as _, Result, ensure};
use comfy_table::Table;
use serde::{Deserialize, Serialize};

use crate::{cargo::Cargo, case::Case, report};

const RUNS: usize = 3;

/// How many passes are listed.
const ROWS: usize = 15;

/// Seconds by the name of the pass, of each case.
#[derive(Debug, Serialize)]
pub(crate) struct Passes(Vec<(Case, BTreeMap<String, f64>)>);

/// A line of `-Ztime-passes-format=json`, without what else it says.
#[derive(Deserialize)]
struct Pass {
    pass: String,
    time: f64,
}

impl Passes {
    /// The cases are compared with the first one.
    pub(crate) fn measure(cargo: &Cargo, directory: &Path, cases: [Case; 3]) -> Result<Self> {
        let mut found = cases.map(|case| (case, BTreeMap::new()));
        for _ in 0..RUNS {
            for (case, least) in &mut found {
                eprintln!("profile: passes, {case}");
                super::touch(directory, case)?;
                let package = case.package();
                let flags = ["-Ztime-passes", "-Ztime-passes-format=json"];
                let arguments = ["--quiet", "--package", &package, "--lib", "--profile=check"];
                let said = cargo.said("rustc", &[&arguments[..], &["--"], &flags[..]].concat());
                let passes = said.and_then(|said| read(&said));
                for (pass, seconds) in passes.with_context(|| format!("passes of `{case}`"))? {
                    let least = least.entry(pass).or_insert(seconds);
                    *least = least.min(seconds);
                }
            }
        }
        Ok(Self(found.into()))
    }

    /// Those that differ most between the first two cases.
    pub(crate) fn to_table(&self) -> Table {
        let cases: Vec<_> = self.0.iter().map(|(case, _)| case.to_string()).collect();
        let mut header = vec!["pass"];
        header.extend(cases.iter().map(String::as_str));
        header.push("more");
        let mut table = report::table(&header, 1..header.len());
        for (pass, seconds) in self.differing().into_iter().take(ROWS) {
            let mut row = vec![pass.to_owned()];
            row.extend(seconds.iter().map(|seconds| format!("{seconds:.3} s")));
            row.push(format!("{:.3} s", more(&seconds)));
            table.add_row(row);
        }
        table
    }

    /// The seconds of each case; those of a pass that one does not have are none.
    fn differing(&self) -> Vec<(&str, Vec<f64>)> {
        let names = self.0.iter().flat_map(|(_, passes)| passes.keys());
        let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for name in names {
            let of = self.0.iter().map(|(_, passes)| passes.get(name).copied());
            rows.insert(name, of.map(Option::unwrap_or_default).collect());
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by(|(_, one), (_, other)| more(other).total_cmp(&more(one)));
        rows
    }
}

/// What the second case takes beyond the first.
fn more(seconds: &[f64]) -> f64 {
    match seconds {
        [one, other, ..] => other - one,
        _ => 0.0,
    }
}

/// A pass that runs several times takes as long as all of them.
fn read(said: &str) -> Result<BTreeMap<String, f64>> {
    let mut passes = BTreeMap::new();
    for line in said.lines() {
        let Some(pass) = line.strip_prefix("time: ") else {
            continue;
        };
        let Pass { pass, time } = serde_json::from_str(pass)
            .with_context(|| format!("what the compiler says of a pass is `{pass}`"))?;
        *passes.entry(pass).or_default() += time;
    }
    ensure!(
        !passes.is_empty(),
        "the compiler says nothing of its passes"
    );
    Ok(passes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Code, Size};

    #[test]
    fn passes_are_read_among_other_lines() -> Result<()> {
        let said = "warning: something\n\
             time: {\"pass\":\"link\",\"time\":0.5,\"rss_start\":1,\"rss_end\":2}\n\
             time: {\"pass\":\"total\",\"time\":2.0}\n\
             time: {\"pass\":\"link\",\"time\":0.25}\n";
        let passes = read(said)?;
        assert_eq!(passes.len(), 2);
        assert!((passes["link"] - 0.75).abs() < f64::EPSILON);
        Ok(())
    }

    #[test]
    fn what_is_not_read_is_an_error() {
        assert!(read("error: the option `Z` is only accepted on nightly\n").is_err());
        assert!(read("time:   0.001; rss:   35MB\ntime: parse\n").is_err());
    }

    #[test]
    fn the_pass_that_differs_most_is_first() {
        let case = |tenants| Case::new(Code::Declared, Size { tenants, tables: 1 });
        let of = |values: &[(&str, f64)]| {
            let values = values.iter().copied();
            values
                .map(|(name, seconds)| (name.to_owned(), seconds))
                .collect()
        };
        let passes = Passes(vec![
            (case(1), of(&[("expand", 1.0), ("resolve", 5.0)])),
            (
                case(10),
                of(&[("expand", 3.0), ("resolve", 6.0), ("link", 0.5)]),
            ),
        ]);
        let names: Vec<_> = passes.differing().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["expand", "resolve", "link"]);
    }
}
