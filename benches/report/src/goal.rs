//! What has to come out of a measurement, and what came.

use serde::{Deserialize, Serialize};

/// A goal, and what came of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Goal {
    /// What is measured.
    pub what: String,
    /// What it has to be, as `≤ 1.02×`.
    pub wanted: String,
    /// What it is, in the same unit.
    pub measured: String,
    /// Whether that is as it should be.
    pub met: bool,
}

impl Goal {
    /// At most so many times.
    #[must_use]
    pub fn at_most(what: impl Into<String>, limit: f64, times: f64) -> Self {
        Self {
            what: what.into(),
            wanted: format!("≤ {limit}×"),
            measured: format!("{times:.3}×"),
            met: times <= limit,
        }
    }

    /// At least so many times.
    #[must_use]
    pub fn at_least(what: impl Into<String>, limit: f64, times: f64) -> Self {
        Self {
            what: what.into(),
            wanted: format!("≥ {limit}×"),
            measured: format!("{times:.2}×"),
            met: times >= limit,
        }
    }
}

/// What a benchmark tells the report of all of them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Summary {
    /// The command that made it, as a user would write it.
    pub command: String,
    /// On which machine.
    pub machine: super::Machine,
    /// Where it writes while it runs: how far it came.
    #[serde(default)]
    pub progress: super::Progress,
    /// What it says about the goals.
    pub goals: Vec<Goal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_on_its_side_of_the_limit() {
        assert!(Goal::at_most("time", 1.02, 1.02).met);
        assert!(!Goal::at_most("time", 1.02, 1.03).met);
        assert!(Goal::at_least("speed", 2.5, 2.5).met);
        assert!(!Goal::at_least("speed", 2.5, 2.4).met);
    }
}
