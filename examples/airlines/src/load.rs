//! Files into tables.

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::{StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use serde::de::DeserializeOwned;
use tenant::prelude::*;

use crate::{
    AT_ONCE,
    carriers::Carrier,
    data::{committed, read},
    model::{Airline, Airport, Flight, Plane},
};

/// How many flights one statement inserts.
///
/// 65,535 parameters would be enough for 3,449 of 19 columns; fewer are no slower, and let the
/// progress bar move.
const CHUNK: usize = 1_000;

/// Creates the schemas and tables that are missing, and says whether there are flights already.
///
/// # Errors
///
/// Any error of the server.
pub async fn prepare(db: &Database) -> Result<bool> {
    Carrier::create_all(db).await?;
    for carrier in Carrier::all() {
        if Flight::of(carrier).all().exists(db).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Loads the tables that the carriers share, each unless it has rows already, in one transaction.
///
/// # Errors
///
/// When a file cannot be read, and any error of the server.
pub async fn load_shared(db: &Database) -> Result<()> {
    db.transaction(Shared::INSTANCE, async |tx| {
        load_table::<Airline>(tx, "airlines.csv").await?;
        load_table::<Airport>(tx, "airports.csv").await?;
        load_table::<Plane>(tx, "planes.csv").await
    })
    .await
}

async fn load_table<E>(executor: &dyn Executor<Shared<Carrier>>, file: &str) -> Result<()>
where
    E: Entity<Home = Shared<Carrier>, New = E> + DeserializeOwned,
{
    let table = E::of(Shared::INSTANCE);
    if !table.all().exists(executor).await? {
        let rows: Vec<E> = read(&committed(file))?;
        table.insert_many(rows).execute(executor).await?;
    }
    Ok(())
}

/// Replaces the flights of each carrier that is given.
///
/// Each carrier is one transaction: its flights are there completely or not at all, and its old
/// ones stay until the new ones are there.
///
/// # Errors
///
/// Any error of the server. Other carriers may be loaded by then.
pub async fn load_flights(
    db: &Database,
    flights: BTreeMap<Carrier, Vec<Flight>>,
    progress: &ProgressBar,
) -> Result<()> {
    let mut carriers: Vec<_> = flights.into_iter().collect();
    // The largest first, so that none of them starts when the others are about to end.
    carriers.sort_by_key(|(_, flights)| std::cmp::Reverse(flights.len()));
    stream::iter(carriers)
        .map(|(carrier, flights)| load_carrier(db, carrier, flights, progress))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

async fn load_carrier(
    db: &Database,
    carrier: Carrier,
    flights: Vec<Flight>,
    progress: &ProgressBar,
) -> Result<()> {
    db.transaction(carrier, async |tx| {
        let table = Flight::of(carrier);
        table.delete_all().execute(tx).await?;
        let mut rest = flights.into_iter();
        loop {
            let chunk: Vec<_> = rest.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            progress.inc(table.insert_many(chunk).execute(tx).await?);
        }
    })
    .await
}
