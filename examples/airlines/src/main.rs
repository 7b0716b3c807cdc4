//! The program: loads flights, prints the report and, if asked, verifies it.

use std::{path::PathBuf, time::Instant};

use airlines::{carriers::Carrier, data, figures::Report, load, report, verify};
use anyhow::{Result, ensure};
use clap::Parser;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use tenant::{embedded::Provided, prelude::*};

/// Loads the flights that left New York City in 2013, a schema per carrier, and reports on them.
///
/// Uses the database that `DATABASE_URL` names, and creates the schemas `nycflights13`, `9e`, `aa`
/// and so on in it; without that variable, a server that is thrown away in the end.
#[derive(Parser, Debug)]
#[command(version)]
struct Options {
    /// A file of flights (CSV, perhaps gzipped), or a directory with one; January if not given.
    #[arg(long, value_name = "PATH")]
    data: Option<PathBuf>,

    /// Replace the flights that are in the database already.
    #[arg(long)]
    reload: bool,

    /// Compare the report with plain SQL and with the file.
    #[arg(long)]
    verify: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    let file = data::flights_file(options.data.as_deref())?;
    let provided = tokio::task::spawn_blocking(Provided::from_env).await??;
    eprintln!("{}", describe(&provided));
    let db = Database::connect(provided.url()).await?;
    load(&db, &options, file.clone()).await?;

    let started = Instant::now();
    let report = report::of(&db).await?;
    println!("{}", report::render(&db, &report).await?);
    eprintln!("reported in {:.1?}", started.elapsed());
    if options.verify {
        verify(&db, &report, file).await?;
    }
    Ok(())
}

fn describe(provided: &Provided) -> &'static str {
    match provided {
        Provided::External(_) => "in the database of DATABASE_URL, where the schemas stay",
        Provided::Embedded(_) => "in a throwaway server; set DATABASE_URL to keep the data",
    }
}

async fn load(db: &Database, options: &Options, file: PathBuf) -> Result<()> {
    let loaded = load::prepare(db).await?;
    ensure!(
        options.reload || !loaded,
        "the database of DATABASE_URL has flights already; to replace them, add `--reload`"
    );
    load::load_shared(db).await?;

    let started = Instant::now();
    let progress = bar(0, "reading")?;
    let bar_of_reader = progress.clone();
    let read = move || data::read_flights(&file, &bar_of_reader);
    let flights = tokio::task::spawn_blocking(read).await??;
    progress.finish_and_clear();

    let rows = flights.values().map(|flights| flights.len() as u64).sum();
    let progress = bar(rows, "loading")?;
    load::load_flights(db, flights, &progress).await?;
    progress.finish_and_clear();
    eprintln!(
        "loaded {} flights into {} schemas in {:.1?}",
        HumanCount(rows),
        Carrier::ALL.len(),
        started.elapsed()
    );
    Ok(())
}

/// A bar of so many rows; of as many as come if that is 0.
fn bar(rows: u64, message: &'static str) -> Result<ProgressBar> {
    let (bar, template) = match rows {
        0 => (ProgressBar::new_spinner(), "{msg} {human_pos} flights"),
        _ => (
            ProgressBar::new(rows),
            "{msg} {wide_bar} {human_pos}/{human_len} flights, {per_sec}",
        ),
    };
    bar.set_style(ProgressStyle::with_template(template)?);
    Ok(bar.with_message(message))
}

async fn verify(db: &Database, report: &Report, file: PathBuf) -> Result<()> {
    let by_sql = verify::from_sql(db).await?;
    let by_file = tokio::task::spawn_blocking(move || verify::from_csv(&file)).await??;
    let mut lines = verify::differences(report, &by_sql, "plain SQL");
    lines.extend(verify::differences(report, &by_file, "the file"));
    ensure!(lines.is_empty(), "figures differ\n{}", lines.join("\n"));
    println!(
        "figures agree: {} flights of {} carriers, by the handles, by plain SQL and from the file",
        HumanCount(report.total.flights),
        report.carriers.len()
    );
    Ok(())
}
