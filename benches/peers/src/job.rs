//! What is done: a kind of statement, on so many tenants in rotation, by so many tasks.

use std::{ops::Range, sync::Arc};

use anyhow::{Result, ensure};
use clap::ValueEnum;
use futures_util::future::{self, BoxFuture};
use serde::{Deserialize, Serialize};

use crate::model::JOINED;

/// A kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ValueEnum)]
pub(crate) enum Workload {
    /// A row by its key.
    Select,
    /// A row, which is returned as it is stored.
    Insert,
    /// Two columns of a row by its key.
    Update,
    /// The first hundred rows.
    List100,
    /// A thousand rows.
    List1000,
    /// Ten rows of two tables.
    Join,
}

impl Workload {
    pub(crate) const ALL: [Self; 6] = [
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::List100,
        Self::List1000,
        Self::Join,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Select => "point select",
            Self::Insert => "insert returning",
            Self::Update => "update",
            Self::List100 => "list of 100",
            Self::List1000 => "list of 1,000",
            Self::Join => "join",
        }
    }

    /// How many rows each operation has to read or change.
    pub(crate) fn rows(self) -> usize {
        match self {
            Self::Select | Self::Insert | Self::Update => 1,
            Self::List100 => 100,
            Self::List1000 => 1_000,
            Self::Join => usize::try_from(JOINED).unwrap_or_default(),
        }
    }
}

/// What a slice of time is filled with.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) workload: Workload,
    /// Each operation is for the next of them.
    pub(crate) tenants: Range<usize>,
    /// Each does its part of the operations.
    pub(crate) tasks: usize,
    pub(crate) operations: usize,
    /// The number of the first operation.
    pub(crate) first: usize,
}

/// Someone who does it.
pub(crate) trait Peer: Send + Sync + 'static {
    /// One operation, by its number among those of the tenant; returns how many rows it read or changed.
    fn operate(
        &self,
        workload: Workload,
        tenant: usize,
        operation: usize,
    ) -> impl Future<Output = Result<usize>> + Send;
}

/// A peer, whichever it is.
pub(crate) trait Runs: Send + Sync {
    fn run(self: Arc<Self>, job: Job) -> BoxFuture<'static, Result<()>>;
}

impl<P: Peer> Runs for P {
    fn run(self: Arc<Self>, job: Job) -> BoxFuture<'static, Result<()>> {
        Box::pin(async move {
            let tasks = (0..job.tasks).map(|task| {
                let (peer, job) = (Arc::clone(&self), job.clone());
                tokio::spawn(async move { part(&*peer, &job, task).await })
            });
            for part in future::join_all(tasks).await {
                part??;
            }
            Ok(())
        })
    }
}

/// Every so many operations, as there are tasks.
async fn part(peer: &impl Peer, job: &Job, task: usize) -> Result<()> {
    let Job {
        workload, tenants, ..
    } = job;
    for operation in (job.first + task..job.first + job.operations).step_by(job.tasks) {
        let tenant = tenants.start + operation % tenants.len();
        // So that each tenant is asked for one row after the other, and not always for the same.
        let turn = operation / tenants.len();
        let rows = peer.operate(*workload, tenant, turn).await?;
        ensure!(rows == workload.rows(), "{workload:?} of {rows} rows");
    }
    Ok(())
}
