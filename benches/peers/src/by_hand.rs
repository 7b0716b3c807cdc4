//! tokio-postgres by hand: every statement is prepared before, for every tenant, and held. What the others
//! are held against.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use bench_report::connect;
use tokio::sync::Semaphore;
use tokio_postgres::{Client, Row, Statement};

use crate::{
    job::{Peer, Workload},
    model::{GIVEN, JOINED, key, schema},
};

const COLUMNS: &str = "id, name, email, city, age, active, score, balance, visits, note";

/// A text for a schema, or where the schema comes from the path.
pub(crate) fn text(workload: Workload, schema: Option<&str>) -> String {
    let prefix = schema
        .map(|schema| format!("{schema}."))
        .unwrap_or_default();
    match workload {
        Workload::Select => format!("SELECT {COLUMNS} FROM {prefix}account WHERE id = $1"),
        Workload::Insert => format!(
            "INSERT INTO {prefix}event (name, email, city, age, active, score, balance, visits, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING {COLUMNS}"
        ),
        Workload::Update => {
            format!("UPDATE {prefix}account SET age = $1, balance = $2 WHERE id = $3")
        }
        Workload::List100 | Workload::List1000 => {
            format!("SELECT {COLUMNS} FROM {prefix}account ORDER BY id LIMIT $1")
        }
        Workload::Join => format!(
            "SELECT purchase.label, account.name FROM {prefix}purchase
             JOIN {prefix}account ON account.id = purchase.account
             WHERE purchase.id <= $1 ORDER BY purchase.id"
        ),
    }
}

/// What a row of ten columns is decoded into.
#[derive(Debug)]
#[allow(dead_code)] // decoding it is what is measured
pub(crate) struct Record {
    id: i64,
    name: String,
    email: Option<String>,
    city: String,
    age: i32,
    active: bool,
    score: f64,
    balance: i64,
    visits: i32,
    note: Option<String>,
}

impl Record {
    pub(crate) fn of(row: &Row) -> Self {
        Self {
            id: row.get(0),
            name: row.get(1),
            email: row.get(2),
            city: row.get(3),
            age: row.get(4),
            active: row.get(5),
            score: row.get(6),
            balance: row.get(7),
            visits: row.get(8),
            note: row.get(9),
        }
    }
}

/// What is done with a statement that is prepared; a macro, as it is compiled once for all tenants, and once for each.
macro_rules! done {
    ($client:expr, $statement:expr, $workload:expr, $operation:expr) => {{
        let (client, statement, workload, operation) = ($client, $statement, $workload, $operation);
        Ok(match workload {
            Workload::Select => {
                let row = client.query_opt(statement, &[&key(operation)]).await?;
                row.as_ref().map(Record::of).iter().count()
            }
            Workload::Insert => {
                let given = GIVEN;
                let row = client
                    .query_one(
                        statement,
                        &[
                            &given.name,
                            &given.email,
                            &given.city,
                            &given.age,
                            &given.active,
                            &given.score,
                            &key(operation),
                            &given.visits,
                            &given.note,
                        ],
                    )
                    .await?;
                usize::from(Record::of(&row).id > 0)
            }
            Workload::Update => {
                let (age, balance) = (41_i32, key(operation));
                let changed = client
                    .execute(statement, &[&age, &balance, &key(operation)])
                    .await?;
                usize::try_from(changed)?
            }
            Workload::List100 | Workload::List1000 => {
                let rows = client.query(statement, &[&limit(workload)]).await?;
                let records: Vec<Record> = rows.iter().map(Record::of).collect();
                records.len()
            }
            Workload::Join => {
                let rows = client.query(statement, &[&JOINED]).await?;
                let pairs: Vec<(String, String)> =
                    rows.iter().map(|row| (row.get(0), row.get(1))).collect();
                pairs.len()
            }
        })
    }};
}

/// Runs a statement that is prepared.
pub(crate) async fn execute(
    client: &Client,
    statement: &Statement,
    workload: Workload,
    operation: usize,
) -> Result<usize> {
    done!(client, statement, workload, operation)
}

/// The same with code of its own for each tenant, as the static handles have it.
async fn execute_for<const TENANT: usize>(
    held: &Held,
    workload: Workload,
    operation: usize,
) -> Result<usize> {
    done!(&held.client, &held.statements[TENANT], workload, operation)
}

pub(crate) fn limit(workload: Workload) -> i64 {
    if workload == Workload::List100 {
        100
    } else {
        1_000
    }
}

/// Connections, each for one at a time.
pub(crate) struct Few<C> {
    free: Semaphore,
    idle: Mutex<Vec<C>>,
}

impl<C> Few<C> {
    pub(crate) fn of(connections: Vec<C>) -> Self {
        Self {
            free: Semaphore::new(connections.len()),
            idle: Mutex::new(connections),
        }
    }

    /// Lends one out for an operation.
    pub(crate) async fn lend<R>(
        &self,
        operate: impl AsyncFnOnce(&mut C) -> Result<R>,
    ) -> Result<R> {
        let _free = self.free.acquire().await?;
        let mut connection = self.pop().context("as many as there are permits")?;
        let result = operate(&mut connection).await;
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        result
    }

    fn pop(&self) -> Option<C> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }
}

/// A connection with its statements, by tenant.
struct Held {
    client: Client,
    statements: Vec<Statement>,
}

/// Statements that name their schema.
pub(crate) struct ByHand {
    connections: Few<Held>,
}

impl ByHand {
    pub(crate) async fn connect(
        url: &str,
        workload: Workload,
        tenants: usize,
        connections: usize,
    ) -> Result<Self> {
        let mut held = Vec::new();
        for _ in 0..connections {
            let client = connect(url).await?;
            let mut statements = Vec::new();
            for tenant in 0..tenants {
                let text = text(workload, Some(&schema(tenant)));
                statements.push(client.prepare(&text).await?);
            }
            held.push(Held { client, statements });
        }
        Ok(Self {
            connections: Few::of(held),
        })
    }
}

impl Peer for ByHand {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        self.connections
            .lend(async |held| {
                execute(&held.client, &held.statements[tenant], workload, operation).await
            })
            .await
    }
}

/// The same with code of its own for each tenant.
pub(crate) struct ByHandEach(ByHand);

impl ByHandEach {
    pub(crate) async fn connect(
        url: &str,
        workload: Workload,
        tenants: usize,
        connections: usize,
    ) -> Result<Self> {
        let by_hand = ByHand::connect(url, workload, tenants, connections);
        Ok(Self(by_hand.await?))
    }
}

macro_rules! by_number {
    ($number:expr, $held:expr, $workload:expr, $operation:expr; $($index:literal)+) => {
        match $number {
            $($index => execute_for::<$index>($held, $workload, $operation).await,)+
            number => bail!("no code for tenant {number}"),
        }
    };
}

impl Peer for ByHandEach {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        self.0
            .connections
            .lend(async |held| {
                by_number!(tenant, held, workload, operation;
                    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19)
            })
            .await
    }
}

/// Statements that are prepared as they come.
pub(crate) struct ByText {
    connections: Few<Client>,
}

impl ByText {
    pub(crate) async fn connect(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        Ok(Self {
            connections: Few::of(vec![client]),
        })
    }
}

impl Peer for ByText {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let text = text(workload, Some(&schema(tenant)));
        self.connections
            .lend(async |client| {
                let statement = client.prepare(&text).await?;
                execute(client, &statement, workload, operation).await
            })
            .await
    }
}

/// One statement for all tenants, whose schema is set before, and reset after.
pub(crate) struct ByPath {
    connections: Few<(Client, Statement)>,
}

impl ByPath {
    pub(crate) async fn connect(url: &str, workload: Workload, connections: usize) -> Result<Self> {
        let mut held = Vec::new();
        for _ in 0..connections {
            let client = connect(url).await?;
            // To be prepared, its tables have to be there.
            client.batch_execute("SET search_path = client0").await?;
            let statement = client.prepare(&text(workload, None)).await?;
            held.push((client, statement));
        }
        Ok(Self {
            connections: Few::of(held),
        })
    }
}

impl Peer for ByPath {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        self.connections
            .lend(async |(client, statement)| {
                let set = format!("SET search_path = {}", schema(tenant));
                client.batch_execute(&set).await?;
                let rows = execute(client, statement, workload, operation).await?;
                client.batch_execute("RESET search_path").await?;
                Ok(rows)
            })
            .await
    }
}
