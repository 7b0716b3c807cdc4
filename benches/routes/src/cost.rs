//! What one more table and one more prepared statement cost a backend: the constants of the
//! formula, measured; and the formula.

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::{
    contender::{Contender, Subject},
    memory::Bounds,
    model::{Memory, STATEMENTS, TABLES},
    place::Place,
};

/// A backend that touched nothing yet, with room for what one statement takes.
pub(crate) const BASE: usize = 2_000_000;

/// A table with its index in the caches of the catalog.
pub(crate) const TABLE: usize = 13_000;

/// A prepared statement with its plan.
pub(crate) const STATEMENT: usize = 18_000;

/// The server takes memory in blocks that grow to this size, of which the last is half empty on
/// average, and all of it at worst (`ALLOCSET_DEFAULT_MAXSIZE`).
pub(crate) const BLOCK: usize = 8 << 20;

/// The most that a backend is to hold, in bytes.
pub(crate) fn bound(bounds: Bounds) -> usize {
    BASE + bounds.max_tenants * TABLES * TABLE + bounds.max_statements * STATEMENT + BLOCK
}

/// Tenants whose tables are touched one after the other, on one connection.
const TENANTS: usize = 50;

/// A statement is planned anew five times before its plan may be kept.
const UNTIL_KEPT: usize = 7;

/// The constants, in bytes; of what is used, as blocks hide what is added.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Costs {
    /// After one statement.
    pub(crate) base: i64,
    /// All memory contexts of that backend, free parts of blocks included.
    pub(crate) base_total: i64,
    pub(crate) table: i64,
    /// Prepared, used once.
    pub(crate) statement: i64,
    /// Used until the server keeps a plan for it.
    pub(crate) statement_with_plan: i64,
}

pub(crate) async fn measure(place: &Place) -> Result<Costs> {
    let subject = Subject::new(
        Contender::Qualified,
        place.url(),
        &place.schemas,
        |builder| {
            builder
                .max_connections(1)
                .max_tenants(Bounds::NONE.max_tenants)
                .max_statements(Bounds::NONE.max_statements)
        },
    )?;
    let tenants = TENANTS.min(place.schemas.len());
    // The first statements load what all of them need.
    let base = all(&subject, 0..1, 1).await?;
    let touched = all(&subject, 1..tenants, 1).await?;
    let prepared = all(&subject, 1..tenants, 1).await?;
    let planned = all(&subject, 1..tenants, UNTIL_KEPT).await?;
    let tables = i64::try_from((tenants - 1) * TABLES)?;
    let statements = tables * i64::try_from(STATEMENTS)?;
    Ok(Costs {
        base: base.used,
        base_total: base.total,
        table: (touched.used - base.used) / tables,
        statement: (prepared.used - touched.used) / statements,
        statement_with_plan: (planned.used - touched.used) / statements,
    })
}

/// Touches a range of tenants, and asks the backend after the last.
async fn all(subject: &Subject, tenants: std::ops::Range<usize>, times: usize) -> Result<Memory> {
    let mut memory = None;
    let last = tenants.end - 1;
    for tenant in tenants {
        memory = subject.touch(tenant, 500, times, tenant == last).await?;
    }
    memory.context("at least one tenant")
}
