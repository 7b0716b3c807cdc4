//! The same figures in two other ways: by one statement of plain SQL, and from the file itself.
//!
//! Neither uses the handles or the entities.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use tenant::prelude::*;

use crate::{
    carriers::Carrier,
    data,
    figures::{Busiest, Delays, Figures, Report, Tally},
};

/// Computes the figures by one statement over all schemas.
///
/// It groups by the column `carrier`, not by the schema, so that a flight in the schema of
/// another carrier would make a difference.
///
/// # Errors
///
/// Any error of the server.
pub async fn from_sql(db: &Database) -> Result<Report> {
    let session = db.session(Shared::<Carrier>::INSTANCE).await?;
    let rows = session.client().query(&statement(), &[]).await?;
    let mut report = Report::default();
    for row in &rows {
        let figures = figures(row)?;
        match row.try_get::<_, Option<&str>>("carrier")? {
            Some(code) => {
                report.carriers.insert(Carrier::from_code(code)?, figures);
            }
            None => report.total = figures,
        }
    }
    // A carrier without flights is no group.
    for carrier in Carrier::all() {
        report.carriers.entry(carrier).or_default();
    }
    Ok(report)
}

fn statement() -> String {
    let flights: Vec<String> = Carrier::SCHEMAS
        .iter()
        .map(|schema| {
            format!("SELECT carrier, dest, dep_time, dep_delay, arr_delay FROM \"{schema}\".flight")
        })
        .collect();
    format!(
        "WITH flights AS ({}), destinations AS (
            SELECT carrier,
                dest,
                count(*) AS flights,
                count(*) FILTER (WHERE dep_time IS NULL) AS cancelled,
                sum(dep_delay) AS dep_minutes,
                count(dep_delay) AS dep_flights,
                sum(arr_delay) AS arr_minutes,
                count(arr_delay) AS arr_flights
            FROM flights
            GROUP BY GROUPING SETS ((carrier, dest), (dest))
        )
        SELECT carrier,
            sum(flights)::bigint AS flights,
            sum(cancelled)::bigint AS cancelled,
            coalesce(sum(dep_minutes), 0)::bigint AS dep_minutes,
            sum(dep_flights)::bigint AS dep_flights,
            coalesce(sum(arr_minutes), 0)::bigint AS arr_minutes,
            sum(arr_flights)::bigint AS arr_flights,
            (array_agg(dest ORDER BY flights DESC, dest COLLATE \"C\"))[1] AS busiest,
            max(flights) AS to_busiest
        FROM destinations
        GROUP BY carrier",
        flights.join(" UNION ALL ")
    )
}

fn figures(row: &tenant::tokio_postgres::Row) -> Result<Figures> {
    let count = |column| -> Result<u64> { Ok(u64::try_from(row.try_get::<_, i64>(column)?)?) };
    Ok(Figures {
        flights: count("flights")?,
        cancelled: count("cancelled")?,
        departure: Delays {
            minutes: row.try_get("dep_minutes")?,
            flights: count("dep_flights")?,
        },
        arrival: Delays {
            minutes: row.try_get("arr_minutes")?,
            flights: count("arr_flights")?,
        },
        busiest: Some(Busiest {
            dest: row.try_get("busiest")?,
            flights: count("to_busiest")?,
        }),
    })
}

/// Computes the figures from a file of flights, without the database.
///
/// # Errors
///
/// When the file cannot be read, or lacks one of the columns.
pub fn from_csv(path: &Path) -> Result<Report> {
    let mut reader = data::open(path)?;
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let position = header.iter().position(|column| column == name);
        position.with_context(|| format!("`{}` has no column `{name}`", path.display()))
    };
    let (carrier, dest) = (column("carrier")?, column("dest")?);
    let (dep_time, dep_delay) = (column("dep_time")?, column("dep_delay")?);
    let arr_delay = column("arr_delay")?;
    let mut tallies: BTreeMap<_, Tally> =
        Carrier::all().map(|one| (one, Tally::default())).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let carrier = Carrier::from_code(&record[carrier])?;
        let tally = tallies.entry(carrier).or_default();
        tally.flights += 1;
        tally.cancelled += u64::from(&record[dep_time] == "NA");
        tally.departure.add(minutes(&record[dep_delay])?);
        tally.arrival.add(minutes(&record[arr_delay])?);
        tally.add_destination(&record[dest]);
    }
    Ok(tallies.into_iter().collect())
}

fn minutes(text: &str) -> Result<Option<i16>> {
    match text {
        "NA" => Ok(None),
        text => {
            Ok(Some(text.parse().with_context(|| {
                format!("`{text}` is not a number of minutes")
            })?))
        }
    }
}

/// What is different in the figures that were computed in another way, one line each.
pub fn differences(report: &Report, other: &Report, way: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut compare = |name: &str, here: Option<&Figures>, there: Option<&Figures>| {
        if here != there {
            lines.push(format!(
                "{name}: the report has {here:?}, {way} has {there:?}"
            ));
        }
    };
    for carrier in Carrier::all() {
        let (here, there) = (report.carriers.get(&carrier), other.carriers.get(&carrier));
        compare(&carrier.code(), here, there);
    }
    compare("all carriers", Some(&report.total), Some(&other.total));
    lines
}
