//! Loads both tenants, runs each query by the builder and by `psql`, and compares the results row by row
//! and value by value.

use std::fmt::Write;

use tenant::{embedded::TestDatabase, prelude::*};
use tpch::{
    answer::{Answer, Cell},
    generate::Data,
    psql, queries,
    tables::{Client, Client1, Client2},
};

type TestResult = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn each_query_gives_what_its_text_gives() -> TestResult {
    let server = TestDatabase::create().await?;
    let db = Database::connect(server.url()).await?;
    Client::create_all(&db).await?;
    Data::new(1).load(Client1, &db).await?;
    Data::new(2).load(Client2, &db).await?;
    let session = db.session(Client1).await?;
    session.client().batch_execute("ANALYZE").await?;
    drop(session);
    let first = results(Client1, &db, server.url()).await?;
    let second = results(Client2, &db, server.url()).await?;
    assert_eq!((first.len(), second.len()), (22, 22));
    let mut wrong = String::new();
    for (one, two) in first.iter().zip(&second) {
        for (schema, result) in [("client1", one), ("client2", two)] {
            if let Some(difference) = difference(&result.answer, &result.printed) {
                writeln!(wrong, "{schema}, {}: {difference}", result.name)?;
            }
        }
        // Every result depends on the tenant's data, and a wrong one would be seen.
        if difference(&one.answer, &two.printed).is_none() {
            writeln!(wrong, "{}: both tenants have the same", one.name)?;
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    Ok(())
}

#[test]
fn data_is_the_same_for_the_same_seed() {
    let data = |seed| format!("{:?}", Data::new(seed));
    assert!(data(1) == data(1) && data(1) != data(2));
}

/// What a query gave, both ways.
struct QueryResult {
    name: &'static str,
    answer: Answer,
    printed: Vec<Vec<String>>,
}

/// Runs every query for a tenant, by the builder and by `psql`.
async fn results<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &Database,
    url: &str,
) -> Result<Vec<QueryResult>, Box<dyn std::error::Error>> {
    let mut results = Vec::new();
    for query in queries::all::<T>() {
        let failed = |error: &dyn std::fmt::Debug| format!("{}: {error:?}", query.name);
        let answer = (query.run)(tenant, db).await;
        results.push(QueryResult {
            name: query.name,
            answer: answer.map_err(|error| failed(&error))?,
            printed: psql::run(url, T::SCHEMA, query.text).map_err(|error| failed(&error))?,
        });
    }
    Ok(results)
}

/// What is different, or shows nothing as it is empty.
fn difference(answer: &Answer, printed: &[Vec<String>]) -> Option<String> {
    if answer.iter().flatten().all(|cell| *cell == Cell::Null) {
        return Some("the result is empty".into());
    }
    if answer.len() != printed.len() {
        let (rows, lines) = (answer.len(), printed.len());
        return Some(format!("{rows} rows, and {lines} by psql"));
    }
    let is_same = |(row, line): &(&Vec<Cell>, &Vec<String>)| {
        let mut pairs = row.iter().zip(*line);
        row.len() == line.len() && pairs.all(|(cell, text)| cell.is(text, psql::NULL))
    };
    let mut rows = answer.iter().zip(printed);
    let (row, line) = rows.find(|pair| !is_same(pair))?;
    Some(format!("{row:?}, and {line:?} by psql"))
}
