//! What handles that nobody uses add to a program.

use anyhow::Result;
use bench_report::Goal;
use serde::Serialize;

use crate::{case::Case, step::Workspace};

/// How many times as many tenants are declared as are used.
const TIMES: usize = 100;

/// A program that uses every handle, and the same with more tenants in its set.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Unused {
    pub(crate) case: Case,
    /// How many tenants are in the set where most are unused.
    pub(crate) declared: usize,
    /// How many handles are unused there.
    pub(crate) handles: usize,
    /// The size of the program, before and after.
    pub(crate) used_bytes: u64,
    pub(crate) declared_bytes: u64,
}

/// Builds each program twice: once each, as a size does not depend on the weather; and as one package, whose
/// name and path are in the program and in the order of its functions.
pub(crate) fn measure(workspace: &Workspace, cases: &[Case]) -> Result<Vec<Unused>> {
    let mut found = Vec::new();
    for case in cases {
        let tenants = case.size.tenants;
        let declared = tenants * TIMES;
        eprintln!("sizes of programs: {case}, and {declared} tenants");
        let declared_bytes = workspace.program_bytes(case, declared)?;
        found.push(Unused {
            case: *case,
            declared,
            handles: (declared - tenants) * case.size.tables,
            used_bytes: workspace.program_bytes(case, tenants)?,
            declared_bytes,
        });
    }
    Ok(found)
}

impl Unused {
    /// Bytes.
    pub(crate) fn growth(&self) -> i128 {
        i128::from(self.declared_bytes) - i128::from(self.used_bytes)
    }

    /// Bytes.
    #[expect(clippy::cast_precision_loss, reason = "no program has 2^53 bytes")]
    pub(crate) fn per_handle(&self) -> f64 {
        self.growth() as f64 / self.handles as f64
    }

    pub(crate) fn goal(&self) -> Goal {
        let (case, declared, handles) = (self.case, self.declared, self.handles);
        let growth = self.growth();
        Goal {
            what: format!("growth of the release program: {case}; {declared} tenants declared"),
            wanted: "0 bytes".into(),
            measured: format!("{growth} bytes for {handles} unused handles"),
            met: growth <= 0,
        }
    }
}
