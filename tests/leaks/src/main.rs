//! Runs the leak test at full length, under every route or one, and prints a table; see the
//! library for what it does. The exit code is 1 if anything was violated, 2 if the test could not run.
//!
//! A route whose connections belong to a tenant each opens one for an operation in ten or so, at 5
//! to 10 ms: each of its tasks mostly stays with one tenant, so that it is done in minutes.

use std::{env, process::ExitCode};

use leaks::{Failure, arguments::Arguments, report, routes, run, sabotage};

fn main() -> ExitCode {
    start().unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

fn start() -> Result<ExitCode, Failure> {
    let arguments = Arguments::parse(env::args().skip(1))?;
    if arguments.sabotage {
        return sabotage::run(arguments.bug.as_deref());
    }
    let server = run::start_server()?;
    let runtime = tokio::runtime::Runtime::new()?;
    println!("seed {}\n\n{}", arguments.seed, report::head());
    let mut violations = String::new();
    for route in routes::NAMES {
        if arguments.route.as_deref().is_some_and(|only| only != route) {
            continue;
        }
        let run = run::run(server.url(), route, arguments.operations, arguments.seed);
        let outcome = runtime.block_on(run)?;
        println!("{}", report::line(&outcome));
        violations += &report::violations(&outcome);
    }
    print!("\n{violations}");
    Ok(if violations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(sabotage::VIOLATED)
    })
}
