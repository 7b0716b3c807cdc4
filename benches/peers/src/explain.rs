//! What the server itself takes for one statement over many tenants, by its own account: what no client spares.

use std::time::Instant;

use anyhow::{Context, Result};
use bench_report::{Spread, connect};
use comfy_table::Table;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_postgres::SimpleQueryMessage;

use crate::{across::of_all, model::key, place::Place, times};

/// A statement, as the server explains it when it has a plan that it keeps.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Explained {
    /// How many it is for.
    pub(crate) tenants: usize,
    /// From sending it, prepared, until its rows are there.
    pub(crate) whole_micros: Spread,
    /// Finding the plan, and taking its locks.
    pub(crate) planning_micros: Spread,
    /// Executing it.
    pub(crate) execution_micros: Spread,
}

/// What each needs, and all of them.
pub(crate) const TENANTS: [usize; 2] = [1, 100];

pub(crate) async fn measure(place: &Place, rounds: usize) -> Result<Vec<Explained>> {
    let client = connect(place.url()).await?;
    client
        .batch_execute("SET plan_cache_mode = force_generic_plan")
        .await?;
    let mut all = Vec::new();
    for tenants in TENANTS {
        let text = of_all(tenants);
        let statement = client.prepare(&text).await?;
        let named = format!("PREPARE of_{tenants} AS {text}");
        client.batch_execute(&named).await?;
        let [mut whole, mut planning, mut execution] = [const { Vec::new() }; 3];
        // The first of each makes a plan.
        for round in 0..=rounds {
            let start = Instant::now();
            client.query(&statement, &[&key(round)]).await?;
            let elapsed = start.elapsed();
            if round > 0 {
                whole.push(elapsed.as_secs_f64() * 1e6);
            }
        }
        for round in 0..=rounds {
            // Without the time of each node, as the clock that it takes would be most of it.
            let explain = format!(
                "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE of_{tenants}({})",
                key(round)
            );
            let account = account(&client.simple_query(&explain).await?)?;
            if round > 0 {
                planning.push(micros(&account, "Planning Time")?);
                execution.push(micros(&account, "Execution Time")?);
            }
        }
        let spread = |values| Spread::of(values).context("a round");
        all.push(Explained {
            tenants,
            whole_micros: spread(whole)?,
            planning_micros: spread(planning)?,
            execution_micros: spread(execution)?,
        });
    }
    Ok(all)
}

/// The one row of an explanation.
fn account(messages: &[SimpleQueryMessage]) -> Result<Value> {
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(serde_json::from_str(row.context("an explanation")?)?)
}

/// Of milliseconds.
fn micros(account: &Value, name: &str) -> Result<f64> {
    let millis = account[0][name].as_f64();
    Ok(millis.with_context(|| format!("no {name} in {account}"))? * 1e3)
}

/// How it is counted; printed in the report.
pub(crate) const WHY: &str = "\
What the server takes for one statement by its own account (`EXPLAIN (ANALYZE, TIMING OFF)`), beside the whole time of
the same statement on a Unix socket, one after the other; with `plan_cache_mode = force_generic_plan`, so that there is
a plan from the start. What it executes no client spares, in whatever form it is asked; to find a plan is to lock its
tables. That the server writes the values of the rows and sends them is in the whole alone, as is what the client does.
The last row is the first, so many times; the server counts in whole microseconds.";

/// A row for each, and for as many of the first as there are tenants in the last.
pub(crate) fn table(all: &[Explained]) -> Table {
    let mut table = bench_report::table(&[
        "a row of each by its key",
        "the whole time, µs",
        "finding the plan, µs",
        "executing it, µs",
        "executing it, of the whole",
    ]);
    let mut add = |name: String, each: &Explained, times: f64| {
        let micros = |spread: Spread| format!("{:.0}", spread.median * times);
        let share = each.execution_micros.median / each.whole_micros.median;
        table.add_row([
            name,
            micros(each.whole_micros),
            micros(each.planning_micros),
            micros(each.execution_micros),
            format!("{:.0} %", share * 100.0),
        ]);
    };
    for each in all {
        add(
            format!("one statement, {}", times::tenants(each.tenants)),
            each,
            1.0,
        );
    }
    if let [one, .., many] = all {
        let times = many.tenants / one.tenants;
        let times = f64::from(u32::try_from(times).unwrap_or(u32::MAX));
        add(
            format!("{times} statements, {}", times::tenants(one.tenants)),
            one,
            times,
        );
    }
    table
}
