//! What the backends of a pool hold after every statement on every table of the tenants that came.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use anyhow::Result;
use serde::Serialize;
use tokio::{sync::Barrier, task::JoinSet};

use crate::{
    contender::{Contender, Subject},
    model::Memory,
    place::Place,
    process::Process,
    times::POOL,
};

/// Each statement comes twice in a visit, so that it is prepared.
const TIMES: usize = 2;

/// Every so many visits, the backend is asked what it holds.
const ASKED: usize = 5;

/// What a connection may accumulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Bounds {
    pub(crate) max_tenants: usize,
    pub(crate) max_statements: usize,
}

impl Bounds {
    /// The library's own.
    pub(crate) const DEFAULT: Self = Self {
        max_tenants: 1_000,
        max_statements: 256,
    };

    /// More than any run here comes to.
    pub(crate) const NONE: Self = Self {
        max_tenants: 1_000_000,
        max_statements: 100_000,
    };
}

/// What was found of one contender.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Held {
    pub(crate) schemas: usize,
    pub(crate) contender: Contender,
    pub(crate) bounds: Bounds,
    pub(crate) visits: usize,
    /// All backends at the end, bytes.
    pub(crate) sum: i64,
    /// The largest single one at any time; the other figures are of that one.
    pub(crate) most: Backend,
    pub(crate) private_sum: Option<u64>,
}

/// One backend at one time.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Backend {
    /// All its memory contexts, bytes.
    pub(crate) total: i64,
    /// Of those, `CacheMemoryContext` without the contexts below it.
    pub(crate) cache: i64,
    /// The contexts of its indexes.
    pub(crate) indexes: i64,
    /// The contexts of prepared statements and their plans.
    pub(crate) plans: i64,
    pub(crate) statements: i64,
    /// How many of the tenants' tables its caches know.
    pub(crate) tables: i64,
    pub(crate) process: Option<Process>,
}

impl From<Memory> for Backend {
    fn from(memory: Memory) -> Self {
        Self {
            total: memory.total,
            cache: memory.cache,
            indexes: memory.indexes,
            plans: memory.plans,
            statements: memory.statements,
            tables: memory.tables,
            process: Process::of(memory.pid),
        }
    }
}

/// Makes the visits, in the order given, by as many tasks as the pool has connections.
pub(crate) async fn measure(
    place: &Place,
    contender: Contender,
    bounds: Bounds,
    visits: Vec<usize>,
) -> Result<Held> {
    let subject = Subject::new(contender, place.url(), &place.schemas, |builder| {
        builder
            .max_connections(POOL)
            .max_tenants(bounds.max_tenants)
            .max_statements(bounds.max_statements)
    })?;
    let subject = Arc::new(subject);
    let visits = Arc::new(visits);
    // Without bounds a backend only grows, and asking one that is large takes it long.
    let every = (bounds != Bounds::NONE).then_some(ASKED);
    let mut seen = visit(&subject, &visits, every).await?;
    let last = ask_all(&subject, &visits).await?;
    let sum = last.iter().map(|backend| backend.total).sum();
    let private_sum = last
        .iter()
        .map(|backend| backend.process.map(|process| process.private))
        .sum();
    seen.extend(last);
    let most = seen.into_iter().max_by_key(|backend| backend.total);
    Ok(Held {
        schemas: place.schemas.len(),
        contender,
        bounds,
        visits: visits.len(),
        sum,
        most: most.expect("the backends were asked at the end"),
        private_sum,
    })
}

async fn visit(
    subject: &Arc<Subject>,
    visits: &Arc<Vec<usize>>,
    every: Option<usize>,
) -> Result<Vec<Backend>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    for _ in 0..POOL {
        let (subject, visits, next) = (Arc::clone(subject), Arc::clone(visits), Arc::clone(&next));
        running.spawn(async move {
            let mut seen: Vec<Backend> = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(tenant) = visits.get(number) else {
                    return Ok::<_, tenant::Error>(seen);
                };
                let asked = every.is_some_and(|every| number.is_multiple_of(every));
                // Beside the rows that are there, and nobody else's.
                let id = 1_000 + i64::try_from(number).unwrap_or(i64::MAX);
                let memory = subject.touch(*tenant, id, TIMES, asked).await?;
                seen.extend(memory.map(Backend::from));
            }
        });
    }
    let mut seen = Vec::new();
    while let Some(result) = running.join_next().await {
        seen.extend(result??);
    }
    Ok(seen)
}

/// Asks all backends of the pool, each held by a task until all are.
async fn ask_all(subject: &Arc<Subject>, visits: &[usize]) -> Result<Vec<Backend>> {
    let together = Arc::new(Barrier::new(POOL));
    let mut running = JoinSet::new();
    for tenant in last_distinct(visits, subject.tenants()) {
        let (subject, together) = (Arc::clone(subject), Arc::clone(&together));
        running.spawn(async move { subject.probe(tenant, &together).await });
    }
    let mut seen = Vec::new();
    while let Some(result) = running.join_next().await {
        seen.push(Backend::from(result??));
    }
    Ok(seen)
}

/// As many tenants as the pool has connections, those that came last first: connections of a
/// tenant's own are open for these.
fn last_distinct(visits: &[usize], tenants: usize) -> Vec<usize> {
    let mut last: Vec<usize> = Vec::with_capacity(POOL);
    for tenant in visits.iter().rev().copied().chain(0..tenants) {
        if last.len() < POOL && !last.contains(&tenant) {
            last.push(tenant);
        }
    }
    last.resize(POOL, 0); // where there are fewer tenants than connections
    last
}
