//! What handles that nobody uses add to a program.

use anyhow::Result;
use bench_report::Goal;
use serde::Serialize;

use crate::{case::Case, step::Workspace};

/// A program that makes the same calls as another one, among more tenants.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Unused {
    pub(crate) subject: Case,
    pub(crate) baseline: Case,
    /// How many handles the first one has more than the other, all of them unused.
    pub(crate) handles: usize,
    /// The sizes of the programs.
    pub(crate) subject_bytes: u64,
    pub(crate) baseline_bytes: u64,
}

/// Builds both programs: once, as a size does not depend on the weather.
pub(crate) fn measure(workspace: &Workspace, pairs: &[(Case, Case)]) -> Result<Vec<Unused>> {
    let mut found = Vec::new();
    for (subject, baseline) in pairs.iter().copied() {
        eprintln!("sizes of programs: {subject}");
        found.push(Unused {
            subject,
            baseline,
            handles: (subject.declared() - baseline.declared()) * subject.size.tables,
            subject_bytes: workspace.program_bytes(&subject)?,
            baseline_bytes: workspace.program_bytes(&baseline)?,
        });
    }
    Ok(found)
}

impl Unused {
    pub(crate) fn growth(&self) -> i128 {
        i128::from(self.subject_bytes) - i128::from(self.baseline_bytes)
    }

    /// Bytes.
    #[expect(clippy::cast_precision_loss, reason = "no program has 2^53 bytes")]
    pub(crate) fn per_handle(&self) -> f64 {
        self.growth() as f64 / self.handles as f64
    }

    pub(crate) fn goal(&self) -> Goal {
        let (subject, handles, growth) = (self.subject, self.handles, self.growth());
        Goal {
            what: format!("growth of the release program by unused handles: {subject}"),
            wanted: "0 bytes".into(),
            measured: format!("{growth} bytes for {handles} handles"),
            met: growth <= 0,
        }
    }
}
