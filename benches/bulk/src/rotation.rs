//! Many rows for tenants in rotation, by one task or by several.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result, ensure};
use bench_report::grouped;
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

/// More tenants than this are too many for who has connections for each.
const MOST_CONNECTED: usize = 20;

/// Rounds that do not count.
const WARM: usize = 1;

/// What it is; printed in the report.
pub(crate) const WHY: &str = "\
Each task inserts its rows for the next tenant; a turn is one insert of each task, on as many connections as tasks, up
to 16. Ours are given a schema of run time; sqlx and by hand name it in the text, diesel-async and sea-orm have their path
set where the tenant is not the one that the connection served last, and toasty, left out with 1,000 tenants, has
connections for each. Times are of a turn, divided by the number of its inserts.";

/// How many are written, and by how many tasks.
#[derive(Clone, Copy, Debug)]
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

/// The connections, of which each task takes one for an insert.
#[derive(Clone)]
struct Lent {
    seats: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Clients>>>,
}

impl Lent {
    async fn connect(place: &Place, case: Case) -> Result<Self> {
        let connections = case.tasks.min(MOST_CONNECTIONS);
        let ours = Database::builder(place.url())
            .max_connections(connections)
            .build()?;
        let connected = if case.tenants > MOST_CONNECTED {
            0
        } else {
            case.tenants
        };
        let mut idle = Vec::new();
        for _ in 0..connections {
            idle.push(Clients::connect(place.url(), &ours, connected).await?);
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
        let lent = Lent::connect(place, case).await?;
        let contenders: Vec<_> = Contender::ROTATED
            .iter()
            .filter(|one| case.tenants <= MOST_CONNECTED || !one.connects_per_tenant())
            .copied()
            .collect();
        let rotation = Rotation {
            place,
            lent,
            case,
            rows,
        };
        results.push((case, take_turns(rotation, &contenders, WARM, rounds).await?));
    }
    Ok(results)
}

/// An insert of each task; its time is that of all, divided by their number.
struct Rotation<'a> {
    place: &'a Place,
    lent: Lent,
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
        let given: Vec<Vec<_>> = (0..tasks)
            .map(|_| (0..rows).map(reading).collect())
            .collect();
        let mut inserts = JoinSet::new();
        let watch = Watch::start();
        for (task, rows) in given.into_iter().enumerate() {
            inserts.spawn(self.lent.clone().run(contender, tenant_of(task), rows));
        }
        let counts = inserts.join_all().await;
        let time = watch.time();
        for count in counts {
            let (name, count) = (contender.name(), count?);
            ensure!(count == u64::from(rows), "{name}: {count} rows, not {rows}");
        }
        Ok(time.of_each(u32::try_from(tasks)?))
    }
}
