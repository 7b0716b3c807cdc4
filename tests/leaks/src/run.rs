//! One run: a route, the tasks, the storm and the calm, and the audit after each.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tenant::{embedded::Server, prelude::*};
use tokio::task::JoinSet;

use crate::{
    Failure, audit, operations, random::Random, routes::Case, stage, tenants::Client, terminator,
    world::World,
};

/// How many tasks share a pool; four for each tenant.
pub const TASKS: usize = 64;

/// What a run found.
pub struct Outcome {
    pub route: &'static str,
    pub operations: u64,
    pub dropped: u64,
    pub panics: u64,
    /// Backends that were terminated or whose statement was cancelled.
    pub terminated: u64,
    pub errors: BTreeMap<String, u64>,
    pub rows: u64,
    pub wrong_rows: u64,
    pub dirty: u64,
    /// How many connections could be had at once at the end.
    pub connections: usize,
    pub time: Duration,
    pub violations: u64,
    /// One of each kind, in words.
    pub kept: Vec<String>,
}

/// A server with room for the largest pool.
///
/// # Errors
///
/// When no server can be started.
pub fn start_server() -> Result<Server, Failure> {
    Ok(Server::builder()
        .setting("max_connections", "200")
        .start()?)
}

/// Runs the test under one route.
///
/// Roles belong to the server: runs on the same one come after each other.
///
/// # Errors
///
/// When no such route exists, or the database cannot be set up. What the test finds is no error,
/// but in the outcome.
pub async fn run(
    server_url: &str,
    route: &str,
    operations: u64,
    seed: u64,
) -> Result<Outcome, Failure> {
    let case = Case::named(route).ok_or_else(|| format!("no route is named `{route}`"))?;
    let start = Instant::now();
    let world = Arc::new(stage::set(server_url, case).await?);
    let mut connections = 0;
    for (half, storm) in [true, false].into_iter().enumerate() {
        world.storm.store(storm, Ordering::Relaxed);
        let share = operations.div_ceil(2 * TASKS as u64);
        let seed = seed.wrapping_add(half as u64);
        work(&world, share, seed).await?;
        connections = audit::all(&world).await?;
    }
    let tally = &world.tally;
    Ok(Outcome {
        route: case.name,
        operations: tally.operations.get(),
        dropped: tally.dropped.get(),
        panics: tally.panics.get(),
        terminated: tally.terminated.get(),
        errors: tally.errors(),
        rows: tally.rows.get(),
        wrong_rows: tally.wrong_rows.get(),
        dirty: tally.dirty.get(),
        connections,
        time: start.elapsed(),
        violations: tally.violations.get(),
        kept: tally.kept(),
    })
}

/// Every task does its share.
async fn work(world: &Arc<World>, share: u64, seed: u64) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let world = Arc::clone(world);
        tasks.spawn(async move {
            let mut random = Random::new(seed, task as u64);
            let home = Client::ALL[task % Client::ALL.len()];
            for _ in 0..share {
                operations::one(&world, &mut random, home).await;
                if world.is_storm() && random.one_in(200) {
                    terminator::strike(&world, &mut random).await?;
                }
            }
            Ok::<_, Error>(())
        });
    }
    while let Some(result) = tasks.join_next().await {
        result??;
    }
    Ok(())
}
