//! January, loaded into a real server: every figure of the report is compared with plain SQL and
//! with the file.

use std::path::PathBuf;

use airlines::{
    carriers::Carrier,
    data::{self, JANUARY},
    figures::{Busiest, Delays, Report},
    load, model, report, verify,
};
use anyhow::Result;
use indicatif::ProgressBar;
use tenant::{embedded::TestDatabase, prelude::*};

fn january() -> PathBuf {
    data::committed(JANUARY)
}

/// A database with every table, but no flights in them.
async fn prepared() -> Result<(TestDatabase, Database)> {
    let database = TestDatabase::create().await?;
    let db = Database::connect(database.url()).await?;
    assert!(!load::prepare(&db).await?);
    load::load_shared(&db).await?;
    Ok((database, db))
}

/// A database with the flights of January in it.
async fn loaded() -> Result<(TestDatabase, Database)> {
    let (database, db) = prepared().await?;
    load_january(&db).await?;
    Ok((database, db))
}

async fn load_january(db: &Database) -> Result<()> {
    let progress = ProgressBar::hidden();
    let flights = data::read_flights(&january(), &ProgressBar::hidden())?;
    load::load_flights(db, flights, &progress).await?;
    assert_eq!(progress.position(), 27_004);
    Ok(())
}

fn assert_agree(report: &Report, other: &Report, way: &str) {
    let differences = verify::differences(report, other, way);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(report, other);
}

#[tokio::test]
async fn the_report_agrees_with_sql_and_with_the_file() -> Result<()> {
    let (_database, db) = loaded().await?;
    let report = report::of(&db).await?;
    assert_eq!(report.total.flights, 27_004);
    assert_eq!(report.total.cancelled, 521);
    assert_eq!(report.carriers.len(), 16);
    assert_agree(&report, &verify::from_sql(&db).await?, "plain SQL");
    assert_agree(&report, &verify::from_csv(&january())?, "the file");

    // And with what can be counted by hand: SkyWest flew once.
    let only = &report.carriers[&Carrier::OO];
    assert_eq!((only.flights, only.cancelled), (1, 0));
    assert_eq!(
        only.departure,
        Delays {
            minutes: 67,
            flights: 1
        }
    );
    let chicago = Busiest {
        dest: "ORD".to_owned(),
        flights: 1,
    };
    assert_eq!(only.busiest, Some(chicago));
    Ok(())
}

#[tokio::test]
async fn loading_again_replaces() -> Result<()> {
    let (_database, db) = loaded().await?;
    assert!(load::prepare(&db).await?, "there are flights");
    let before = report::of(&db).await?;
    load::load_shared(&db).await?;
    load_january(&db).await?;
    assert_agree(&report::of(&db).await?, &before, "the first load");
    let planes = model::Plane::of(Shared::INSTANCE).all().count(&db).await?;
    assert_eq!(planes, 3_322);
    Ok(())
}

#[tokio::test]
async fn a_difference_is_found() -> Result<()> {
    let (_database, db) = loaded().await?;
    let changed = model::OOFlight::update_all(|flight| flight.dep_delay.to(68));
    assert_eq!(changed.execute(&db).await?, 1);
    let report = report::of(&db).await?;
    assert_agree(&report, &verify::from_sql(&db).await?, "plain SQL");
    let differences = verify::differences(&report, &verify::from_csv(&january())?, "the file");
    // The carrier, and the total.
    assert_eq!(differences.len(), 2, "{differences:?}");
    assert!(
        differences[0].starts_with("OO: the report has"),
        "{differences:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_row_comes_back_as_it_was_read() -> Result<()> {
    let (_database, db) = prepared().await?;
    let hidden = ProgressBar::hidden();
    let mut flights = data::read_flights(&january(), &hidden)?;
    flights.retain(|carrier, _| *carrier == Carrier::NineE);
    load::load_flights(&db, flights.clone(), &hidden).await?;
    for row in &flights[&Carrier::NineE][..50] {
        let found = model::NineEFlight::find((row.flight, row.time_hour));
        assert_eq!(*found.fetch_one(&db).await?, *row);
    }
    let airports: Vec<model::Airport> = data::read(&data::committed("airports.csv"))?;
    for row in airports.into_iter().take(50) {
        let found = model::Airport::of(Shared::INSTANCE).find(row.faa.clone());
        assert_eq!(*found.fetch_one(&db).await?, row);
    }
    Ok(())
}
