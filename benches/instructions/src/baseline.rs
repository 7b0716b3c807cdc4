//! The counts that are kept, against which new ones are held.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// Growth that fails.
const MOST_GROWTH: f64 = 1.02;

/// A count that repeats differs by less.
const NOISE: f64 = 0.05;

/// Of each contender, against by hand. A ratio, as the number itself is another with another C library.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Baseline(BTreeMap<String, Count>);

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Count {
    /// Instructions, in times of those by hand.
    instructions: f64,
    /// Allocations more than by hand.
    allocations: f64,
}

impl Baseline {
    pub(crate) fn note(&mut self, name: &str, instructions: f64, allocations: f64) {
        let count = Count {
            instructions: rounded(instructions, 1e4),
            allocations: rounded(allocations, 1e2),
        };
        self.0.insert(name.to_owned(), count);
    }

    pub(crate) fn read() -> Result<Self> {
        let text = fs::read_to_string(path()).context("the counts that are kept")?;
        Ok(serde_json::from_str(&text)?)
    }

    pub(crate) fn write(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        Ok(fs::write(path(), text + "\n")?)
    }

    /// What has grown, in words.
    pub(crate) fn grown(&self, now: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, count) in &now.0 {
            let Some(kept) = self.0.get(name) else {
                lines.push(format!("{name}: no count is kept; keep one with `--keep`"));
                continue;
            };
            if count.instructions > kept.instructions * MOST_GROWTH {
                lines.push(format!(
                    "{name}: {} times the instructions by hand, where it was {}",
                    count.instructions, kept.instructions
                ));
            }
            if count.allocations > kept.allocations + NOISE {
                lines.push(format!(
                    "{name}: {} allocations more than by hand, where it was {}",
                    count.allocations, kept.allocations
                ));
            }
        }
        lines
    }

    /// What is kept and was not counted, in words.
    pub(crate) fn gone(&self, now: &Self) -> Vec<String> {
        let names = self.0.keys();
        let gone = names.filter(|name| !now.0.contains_key(*name));
        gone.map(|name| format!("{name}: kept, and not counted; keep what is there with `--keep`"))
            .collect()
    }
}

fn rounded(number: f64, scale: f64) -> f64 {
    (number * scale).round() / scale
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("baseline.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(instructions: f64, allocations: f64) -> Baseline {
        let mut baseline = Baseline::default();
        baseline.note("find", instructions, allocations);
        baseline
    }

    #[test]
    fn growth_beyond_two_hundredths_is_told() {
        let kept = one(1.04, 0.0);
        assert!(kept.grown(&one(1.06, 0.0)).is_empty());
        assert_eq!(kept.grown(&one(1.07, 0.0)).len(), 1);
        assert_eq!(kept.grown(&one(1.0, 1.0)).len(), 1);
    }

    #[test]
    fn what_is_new_has_to_be_kept() {
        assert_eq!(Baseline::default().grown(&one(1.0, 0.0)).len(), 1);
    }

    #[test]
    fn what_is_kept_has_to_be_counted() {
        let kept = one(1.0, 0.0);
        assert!(kept.gone(&kept).is_empty());
        assert_eq!(kept.gone(&Baseline::default()).len(), 1);
    }
}
