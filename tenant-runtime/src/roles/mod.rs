//! The roles of a set: one that owns its schemas, one that reads the shared schema, and one per
//! tenant.
//!
//! What is due is written once, as a comparison with the server's catalogs (`check.rs`) that yields
//! deviations with the statements that mend them. Provisioning (`create.rs`) runs those of them that
//! it may, until nothing is left to do.

mod access;
mod accounts;
mod check;
mod create;
mod defaults;
mod grants;
mod owners;
mod plan;

use std::fmt;

pub(crate) use self::{check::check, create::create, plan::become_owner};

/// A privilege, membership, setting or owner that is not as it should be, as
/// [`TenantSet::check_roles`](crate::TenantSet::check_roles) reports it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What is wrong.
    pub problem: String,
    /// The statements that mend it, separated by semicolons.
    ///
    /// Some rely on those of earlier findings, so run them in order.
    pub mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; mend it with: {}", self.problem, self.mend)
    }
}

/// A finding, and what provisioning does about it.
struct Deviation {
    finding: Finding,
    on_create: OnCreate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnCreate {
    /// What is missing, or PUBLIC's: mended.
    Mend,
    /// What somebody granted on purpose: only reported.
    Leave,
    /// What makes a role one that is not safe to hand a tenant's privileges to.
    Refuse,
}

impl Deviation {
    fn new(on_create: OnCreate, problem: String, mend: String) -> Self {
        Self {
            finding: Finding { problem, mend },
            on_create,
        }
    }
}
