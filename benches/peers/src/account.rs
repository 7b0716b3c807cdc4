//! Where a statement's time goes: the client, the server, and what neither had a processor for.

use bench_report::table;
use comfy_table::Table;

use crate::{
    contender::Contender,
    rival::{Comparison, Verdict},
    times::Timing,
};

/// What the figures mean; printed in the report.
pub(crate) const WHY: &str = "\
Of a statement: how long the client had its processor, and how long the server's processes had theirs, by the system's
account (`schedstat`); what is left is when neither had, mostly the time until whoever waits for the other is woken. The
last column is how often a process of the server was given its processor: once if it waits for the next statement, and
once more for each time that it waits for something else, such as another's change of the same row or page. Medians of the
turns.";

/// By hand and the handles, in each case that was measured closely.
pub(crate) fn close(timings: &[Timing]) -> Table {
    let mut table = titled();
    for timing in timings {
        add(&mut table, timing);
    }
    table
}

/// By hand, ours and the peer, in each case in which the peer is not slower.
pub(crate) fn not_slower(comparisons: &[Comparison], timings: &[Timing]) -> Table {
    let mut table = titled();
    let mut seen = Vec::new();
    for comparison in comparisons {
        if comparison.verdict() == Verdict::Slower {
            continue;
        }
        for contender in [Contender::Hand, comparison.ours, comparison.peer] {
            if seen.contains(&(comparison.case, contender)) {
                continue;
            }
            seen.push((comparison.case, contender));
            let timing = timings
                .iter()
                .find(|timing| (timing.case, timing.contender) == (comparison.case, contender));
            if let Some(timing) = timing {
                add(&mut table, timing);
            }
        }
    }
    table
}

fn titled() -> Table {
    table(&[
        "case",
        "who",
        "µs",
        "client",
        "server",
        "neither",
        "turns of the server",
    ])
}

fn add(table: &mut Table, timing: &Timing) {
    let [whole, client, server] =
        [timing.micros, timing.client_micros, timing.server_micros].map(|spread| spread.median);
    table.add_row([
        timing.case.to_string(),
        timing.contender.name().to_owned(),
        format!("{whole:.1}"),
        format!("{client:.1}"),
        format!("{server:.1}"),
        // With several tasks, or while one decodes what the other still sends, both have one at a time.
        format!("{:.1}", whole - client - server),
        format!("{:.2}", timing.server_turns.median),
    ]);
}
