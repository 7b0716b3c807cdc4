//! How far a benchmark came.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many of its steps a benchmark has done; one that was stopped, or failed, not all of them.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub struct Progress {
    /// So many.
    pub done: usize,
    /// Of so many.
    pub planned: usize,
}

impl Progress {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.done == self.planned
    }
}

/// As a report says it where something is missing.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stopped after {} of {} steps", self.done, self.planned)
    }
}
