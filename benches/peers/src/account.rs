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
Of an operation: how long the client had its processor, how long the server's processes had theirs, those beside its
backends included, and with one task how long neither had, mostly until whoever waits for the other is woken. It is the
difference of the others: where the client reads what the server still sends, both are busy at once, and it is below zero.
With several tasks they mostly are. The server's turns are how often a process of the server was given its processor, by the
system's account (`schedstat`): once for each message that it has to wait for, and once more for each time that it waits
for something else, such as the log, or another's change of the same row or page. Medians of the rounds.";

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
        "client, µs",
        "server, µs",
        "neither, µs",
        "server's turns",
    ])
}

fn add(table: &mut Table, timing: &Timing) {
    let [whole, client, server] =
        [timing.micros, timing.client_micros, timing.server_micros].map(|spread| spread.median);
    let neither = if timing.case.tasks == 1 {
        format!("{:.1}", whole - client - server)
    } else {
        String::new()
    };
    table.add_row([
        timing.case.to_string(),
        timing.contender.name().to_owned(),
        format!("{whole:.1}"),
        format!("{client:.1}"),
        format!("{server:.1}"),
        neither,
        format!("{:.2}", timing.server_turns.median),
    ]);
}
