//! Many rows for tenants in rotation, by one task or by several.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result, ensure};
use bench_report::grouped;
use futures_util::future;
use serde::Serialize;
use tenant::Database;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    clients::Clients,
    contender::Contender,
    model::{NewReading, reading},
    place::Place,
    times::{Time, Timing, Turns, Watch, take_turns},
};

/// As many connections as tasks, up to this.
const MOST_CONNECTIONS: usize = 16;

/// With more tenants than this, no tenant is warm on each connection, and who needs a connection for each is left out.
const FEW: usize = 20;

/// Rounds that do not count.
const WARM: usize = 1;

/// How often each tenant's rows are inserted on each connection before: a statement is prepared on its second use.
const WARM_INSERTS: usize = 2;

/// With how many rows: as many as the statements of those who send some at a time.
const WARM_ROWS: u32 = 1_000;

/// What it is; printed in the report.
pub(crate) const WHY: &str = "\
Each task inserts its rows for the next tenant; a turn is one insert of each task, on as many connections as tasks, up
to 16. Of up to 20 tenants, each was inserted for on each connection before; of more, an insert is the first for its tenant
on its connection, but where two contenders share a connection (both ways of ours, of sqlx, and those by hand). Ours are
given a schema of run time. sqlx and by hand name it in the text, diesel-async and sea-orm have their path set where the
connection last served another tenant, and toasty has connections for each tenant, so that with more than 20 it is left
out. toasty returns every row. Who sends 1,000 rows at a time sends as many statements as it takes, none of which is in a
transaction with the others. Times are of a turn, divided by the number of its inserts.";

/// How many are written, and by how many tasks.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Case {
    pub(crate) tenants: usize,
    pub(crate) tasks: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |number| if number == 1 { "" } else { "s" };
        let (tenants, tasks) = (grouped(&self.tenants), self.tasks);
        write!(f, "{tenants} tenant{}, ", plural(self.tenants))?;
        write!(f, "{tasks} task{}", plural(tasks))
    }
}

impl Case {
    fn is_warm(self) -> bool {
        self.tenants <= FEW
    }

    fn connections(self) -> usize {
        self.tasks.min(MOST_CONNECTIONS)
    }
}

/// The connections, of which each task takes one for an insert.
#[derive(Clone)]
struct Connections {
    seats: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Clients>>>,
}

impl Connections {
    async fn connect(place: &Place, case: Case, contenders: &[Contender]) -> Result<Self> {
        let connections = case.connections();
        let ours = Database::builder(place.url())
            .max_connections(connections)
            .build()?;
        let connected = if case.is_warm() { case.tenants } else { 0 };
        let mut idle = Vec::new();
        for _ in 0..connections {
            idle.push(Clients::connect(place.url(), &ours, connected).await?);
        }
        if case.is_warm() {
            warm(&mut idle, case, contenders).await?;
        }
        Ok(Self {
            seats: Arc::new(Semaphore::new(connections)),
            idle: Arc::new(Mutex::new(idle)),
        })
    }

    async fn run(self, contender: Contender, tenant: usize, rows: Vec<NewReading>) -> Result<u64> {
        let _seat = self.seats.acquire().await?;
        let taken = self.idle().pop();
        let mut clients = taken.context("a seat without a connection")?;
        let count = clients.run(contender, tenant, rows).await?;
        self.idle().push(clients);
        Ok(count)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Clients>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Measures who inserts, in each case.
pub(crate) async fn measure(
    place: &Place,
    cases: &[Case],
    rows: u32,
    rounds: usize,
) -> Result<Vec<(Case, Vec<Timing>)>> {
    let mut results = Vec::new();
    for case in cases.iter().copied() {
        eprintln!("{case}");
        let contenders: Vec<_> = Contender::ROTATED
            .iter()
            .filter(|one| case.is_warm() || !one.connects_per_tenant())
            .copied()
            .collect();
        let connections = Connections::connect(place, case, &contenders).await?;
        let rotation = Rotation {
            place,
            connections,
            case,
            rows,
        };
        let timings = take_turns(rotation, &contenders, WARM, rounds).await?;
        results.push((case, timings));
    }
    Ok(results)
}

/// Has each insert for each tenant on each connection, on all of them at once: ours are the pool's to choose.
async fn warm(all: &mut [Clients], case: Case, contenders: &[Contender]) -> Result<()> {
    for contender in contenders.iter().copied() {
        for tenant in 0..case.tenants {
            for _ in 0..WARM_INSERTS {
                let inserts = all.iter_mut().map(|clients| {
                    let rows = (0..WARM_ROWS).map(reading).collect();
                    clients.run(contender, tenant, rows)
                });
                future::try_join_all(inserts).await?;
            }
        }
    }
    Ok(())
}

/// An insert of each task; its time is that of all, divided by their number.
struct Rotation<'a> {
    place: &'a Place,
    connections: Connections,
    case: Case,
    rows: u32,
}

impl Turns for Rotation<'_> {
    async fn turn(&mut self, contender: Contender, round: usize) -> Result<Time> {
        let Case { tenants, tasks } = self.case;
        let rows = self.rows;
        let tenant_of = |task| (round * tasks + task) % tenants;
        self.place
            .empty((0..tasks.min(tenants)).map(tenant_of))
            .await?;
        self.place.checkpoint().await?;
        let given: Vec<Vec<_>> = (0..tasks)
            .map(|_| (0..rows).map(reading).collect())
            .collect();
        let mut inserts = JoinSet::new();
        let watch = Watch::start(self.place)?;
        for (task, rows) in given.into_iter().enumerate() {
            inserts.spawn(
                self.connections
                    .clone()
                    .run(contender, tenant_of(task), rows),
            );
        }
        let counts = inserts.join_all().await;
        let time = watch.time()?;
        for count in counts {
            let (name, count) = (contender.name(), count?);
            ensure!(count == u64::from(rows), "{name}: {count} rows, not {rows}");
        }
        Ok(time.of_each(u32::try_from(tasks)?))
    }
}
