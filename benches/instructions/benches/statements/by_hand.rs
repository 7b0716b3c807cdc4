//! What is compared with: tokio-postgres, with a statement that is prepared once and held.

use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Row, Statement};

use crate::warm::{Warm, ids, runtime, url};

const FIND: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "id" = $1"#;
const FIND_OTHER: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."contact" WHERE "id" = $1"#;
const FILTER: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "id" = $1 LIMIT 1"#;
const PAGE: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "active" AND "age" > $1 ORDER BY "id" DESC LIMIT $2 OFFSET $3"#;
const JOIN: &str = r#"SELECT t0."name", t1."score" FROM "client1"."account" AS t0 JOIN "client1"."account" AS t1 ON t0."id" = t1."id" WHERE t0."id" < $1 ORDER BY t1."id" ASC"#;
const SET: &str = r#"UPDATE "client1"."account" SET "age" = $1 WHERE "id" = $2"#;
const LIST: &str =
    r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account""#;
const INSERT: &str = r#"INSERT INTO "client1"."event" ("name", "email", "age", "active", "score") VALUES ($1, $2, $3, $4, $5) RETURNING "id", "name", "email", "age", "active", "score""#;
const UPDATE: &str = r#"UPDATE "client1"."account" SET "name" = $1, "email" = $2, "age" = $3, "active" = $4, "score" = $5 WHERE "id" = $6"#;

/// Decoded by hand, as `Account` is by the derive.
#[derive(Debug)]
#[allow(dead_code)] // decoding it is what is measured
struct Account {
    id: i64,
    name: String,
    email: Option<String>,
    age: i32,
    active: bool,
    score: f64,
}

impl Account {
    fn from_row(row: &Row) -> Self {
        Self {
            id: row.get(0),
            name: row.get(1),
            email: row.get(2),
            age: row.get(3),
            active: row.get(4),
            score: row.get(5),
        }
    }
}

/// A connection whose task runs as the documentation of tokio-postgres has it.
fn connected() -> (Runtime, Client) {
    let runtime = runtime();
    let client = runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&url(), NoTls).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                eprintln!("connection error: {error}");
            }
        });
        Ok::<_, tokio_postgres::Error>(client)
    });
    (runtime, client.expect("a connection"))
}

fn prepared(runtime: &Runtime, client: &Client, text: &str) -> Statement {
    let statement = runtime.block_on(client.prepare(text));
    statement.expect("a statement that the server understands")
}

fn holding(text: &str) -> (Runtime, Client, Statement) {
    let (runtime, client) = connected();
    let statement = prepared(&runtime, &client, text);
    (runtime, client, statement)
}

/// One row by a condition on its key.
fn one_row(text: &str) -> Warm {
    let (runtime, client, statement) = holding(text);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let row = client.query_opt(&statement, &[&id]).await?;
            let row = row.as_ref().map(Account::from_row);
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn find() -> Warm {
    one_row(FIND)
}

pub(crate) fn filter() -> Warm {
    one_row(FILTER)
}

pub(crate) fn find_in_turn() -> Warm {
    let (runtime, client, statement) = holding(FIND);
    let other = prepared(&runtime, &client, FIND_OTHER);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let statement = if id % 2 == 1 { &other } else { &statement };
            let row = client.query_opt(statement, &[&id]).await?;
            let row = row.as_ref().map(Account::from_row);
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn page() -> Warm {
    let (runtime, client, statement) = holding(PAGE);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let rows = client
                .query(&statement, &[&30_i32, &10_i64, &10_i64])
                .await?;
            let rows: Vec<Account> = rows.iter().map(Account::from_row).collect();
            assert_eq!(rows.len(), 10);
        }
        Ok(())
    })
}

pub(crate) fn join() -> Warm {
    let (runtime, client, statement) = holding(JOIN);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let rows = client.query(&statement, &[&10_i64]).await?;
            let rows = rows.iter().map(|row| (row.get(0), row.get(1)));
            let rows: Vec<(String, f64)> = rows.collect();
            assert_eq!(rows.len(), 10);
        }
        Ok(())
    })
}

pub(crate) fn set() -> Warm {
    let (runtime, client, statement) = holding(SET);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let changed = client.execute(&statement, &[&41_i32, &id]).await?;
            assert_eq!(changed, 1);
        }
        Ok(())
    })
}

pub(crate) fn insert() -> Warm {
    let (runtime, client, statement) = holding(INSERT);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let (name, email) = (String::from("name"), Some(String::from("e@example.org")));
            let row = client
                .query_one(&statement, &[&name, &email, &41_i32, &true, &0.25_f64])
                .await?;
            assert!(Account::from_row(&row).id > 0);
        }
        Ok(())
    })
}

pub(crate) fn update() -> Warm {
    let (runtime, client, statement) = holding(UPDATE);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let (name, email) = (String::from("name"), Some(String::from("e@example.org")));
            let changed = client
                .execute(&statement, &[&name, &email, &41_i32, &true, &0.25_f64, &id])
                .await?;
            assert_eq!(changed, 1);
        }
        Ok(())
    })
}

pub(crate) fn list() -> Warm {
    let (runtime, client, statement) = holding(LIST);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let rows = client.query(&statement, &[]).await?;
            let rows: Vec<Account> = rows.iter().map(Account::from_row).collect();
            assert_eq!(rows.len(), 100);
        }
        Ok(())
    })
}
