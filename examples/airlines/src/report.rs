//! Tables into figures, through the handles, and figures into the table that is printed.

use std::collections::HashMap;

use anyhow::Result;
use comfy_table::{CellAlignment, Table, presets};
use futures_util::{StreamExt, TryStreamExt, stream};
use indicatif::HumanCount;
use tenant::prelude::*;

use crate::{
    AT_ONCE,
    carriers::Carrier,
    figures::{Delays, Figures, Report, Tally},
    model::{Flight, SharedAirline, SharedAirport},
};

const HEADER: [&str; 8] = [
    "carrier",
    "name",
    "flights",
    "cancelled",
    "mean departure\ndelay, minutes",
    "mean arrival\ndelay, minutes",
    "busiest destination",
    "flights\nto it",
];

/// Stands where there is no figure.
const NONE: &str = "–";

/// Computes the figures of every carrier.
///
/// # Errors
///
/// Any error of the server.
pub async fn of(db: &Database) -> Result<Report> {
    let tallies: Vec<_> = stream::iter(Carrier::all())
        .map(|carrier| async move { Ok::<_, Error>((carrier, tally(db, carrier).await?)) })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    Ok(tallies.into_iter().collect())
}

/// Counts what the server can count, and adds up the rest as the rows come.
async fn tally(db: &Database, carrier: Carrier) -> Result<Tally, Error> {
    let table = Flight::of(carrier);
    let cancelled = table.filter(|flight| flight.dep_time.is_null());
    let mut tally = Tally {
        flights: table.all().count(db).await?,
        cancelled: cancelled.count(db).await?,
        ..Tally::default()
    };
    let mut flights = table.all().fetch(db);
    while let Some(flight) = flights.try_next().await? {
        tally.departure.add(flight.dep_delay);
        tally.arrival.add(flight.arr_delay);
        tally.add_destination(&flight.dest);
    }
    Ok(tally)
}

/// Lays the report out, with the names of airlines and airports.
///
/// # Errors
///
/// Any error of the server.
pub async fn render(db: &Database, report: &Report) -> Result<Table> {
    let airlines = SharedAirline::all().fetch_all(db).await?;
    let airlines: HashMap<_, _> = airlines
        .iter()
        .map(|row| (&*row.carrier, &*row.name))
        .collect();
    let figures = report.carriers.values().chain([&report.total]);
    let busiest = figures.filter_map(|figures| figures.busiest.as_ref());
    let codes: Vec<String> = busiest.map(|busiest| busiest.dest.clone()).collect();
    let airports = SharedAirport::filter(|airport| airport.faa.in_list(codes))
        .fetch_all(db)
        .await?;
    let airports: HashMap<_, _> = airports.iter().map(|row| (&*row.faa, &*row.name)).collect();

    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_header(HEADER);
    for column in [2, 3, 4, 5, 7] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for (carrier, figures) in &report.carriers {
        let code = carrier.code();
        let name = airlines.get(&*code).copied().unwrap_or_default();
        table.add_row(cells(&code, name, figures, &airports));
    }
    table.add_row(cells("", "all carriers", &report.total, &airports));
    Ok(table)
}

fn cells(
    code: &str,
    name: &str,
    figures: &Figures,
    airports: &HashMap<&str, &str>,
) -> [String; HEADER.len()] {
    let (busiest, to_it) = match &figures.busiest {
        Some(busiest) => {
            let name = airports.get(&*busiest.dest).copied();
            let name = name.unwrap_or("not in the table of airports");
            let to_it = HumanCount(busiest.flights).to_string();
            (format!("{} {name}", busiest.dest), to_it)
        }
        None => (NONE.to_owned(), NONE.to_owned()),
    };
    [
        code.to_owned(),
        name.to_owned(),
        HumanCount(figures.flights).to_string(),
        HumanCount(figures.cancelled).to_string(),
        mean(figures.departure),
        mean(figures.arrival),
        busiest,
        to_it,
    ]
}

fn mean(delays: Delays) -> String {
    delays
        .mean()
        .map_or_else(|| NONE.to_owned(), |minutes| format!("{minutes:.2}"))
}
