//! The same work by hand, through the handles, and as the peers' documentation recommends.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- [OPTIONS]
//! ```
//!
//! starts a server of its own, and writes a report to a directory: Markdown, JSON and pictures.

mod by_deadpool;
mod by_diesel;
mod by_hand;
mod by_sea_orm;
mod by_sqlx;
mod by_toasty;
mod contender;
mod goal;
mod job;
mod model;
mod ours;
mod place;
mod plot;
mod report;
mod times;

use std::{env, fs, path::PathBuf, time::Duration};

use anyhow::{Context, Result};
use bench_report::Machine;
use clap::Parser;
use tenant::embedded::Server;

use crate::{
    contender::Contender,
    job::Workload,
    place::Place,
    report::Report,
    times::{Case, Effort, Timing},
};

/// Measures one statement at a time, against other libraries.
#[derive(Parser, Clone, Debug)]
#[command(version)]
struct Options {
    /// The kinds of statement; all if not given.
    #[arg(long, value_delimiter = ',')]
    workloads: Vec<Workload>,

    /// Who is compared with by hand; all if not given.
    #[arg(long, value_delimiter = ',')]
    contenders: Vec<Contender>,

    /// Numbers of tenants in rotation.
    #[arg(long, value_delimiter = ',', default_value = "1,20,1000")]
    tenants: Vec<usize>,

    /// Numbers of tasks.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    tasks: Vec<usize>,

    /// How often each contender has its turn.
    #[arg(long, default_value_t = 25)]
    rounds: usize,

    /// How long a turn is; milliseconds.
    #[arg(long, default_value_t = 30)]
    slice: u64,

    /// Where the report goes.
    #[arg(long, value_name = "DIRECTORY", default_value = "benches/peers/report")]
    report: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let server = place::start()?;
    // One worker, so that the client has a core and the server the other: where a task and its connection are on
    // two, times are of two kinds, by where the scheduler put them.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let directory = options.report.clone();
    let report = runtime.block_on(runtime.spawn(measure(server, options)))??;
    write(&report, &directory)
}

async fn measure(server: Server, options: Options) -> Result<Report> {
    let most = options
        .tenants
        .iter()
        .max()
        .context("a number of tenants")?;
    eprintln!("{most} schemas");
    let place = Place::make(&server, *most).await?;
    let machine = Machine::here(place.version().await?);
    let contenders = contenders(&options.contenders);
    let effort = Effort {
        rounds: options.rounds,
        slice: Duration::from_millis(options.slice),
    };
    let mut timings = Vec::new();
    for workload in chosen(&options.workloads, &Workload::ALL) {
        for tenants in &options.tenants {
            for tasks in &options.tasks {
                let case = Case {
                    workload,
                    tenants: *tenants,
                    tasks: *tasks,
                };
                eprintln!("{}, {tenants} tenants, {tasks} tasks", workload.name());
                timings.extend(times::measure(&place, &contenders, case, effort).await?);
                place.empty().await?;
            }
        }
    }
    Ok(Report {
        command: command(),
        machine,
        goals: goal::of(&timings),
        timings,
    })
}

/// By hand, and who else is asked for.
fn contenders(asked: &[Contender]) -> Vec<Contender> {
    let mut contenders = chosen(asked, &Contender::ALL);
    contenders.retain(|contender| *contender != Contender::Hand);
    contenders.insert(0, Contender::Hand);
    contenders
}

fn chosen<T: Copy>(asked: &[T], all: &[T]) -> Vec<T> {
    if asked.is_empty() { all } else { asked }.to_vec()
}

fn write(report: &Report, directory: &PathBuf) -> Result<()> {
    fs::create_dir_all(directory)?;
    let text = report.to_markdown();
    print!("{text}");
    fs::write(directory.join("REPORT.md"), text)?;
    fs::write(
        directory.join("report.json"),
        serde_json::to_string_pretty(report)?,
    )?;
    for workload in Workload::ALL {
        let timings: Vec<&Timing> = report
            .timings
            .iter()
            .filter(|timing| {
                let case = timing.case;
                case.workload == workload && (case.tenants, case.tasks) == (20, 1)
            })
            .collect();
        if !timings.is_empty() {
            let title = format!("{}, 20 tenants in rotation", workload.name());
            let name = workload.name().replace([' ', ','], "-");
            plot::bars(&title, &timings, &directory.join(format!("{name}.svg")))?;
        }
    }
    Ok(())
}

/// As the user would write it.
fn command() -> String {
    let mut command = String::from("cargo run --release --manifest-path benches/peers/Cargo.toml");
    let arguments: Vec<String> = env::args().skip(1).collect();
    if !arguments.is_empty() {
        command.push_str(" -- ");
        command.push_str(&arguments.join(" "));
    }
    command
}
