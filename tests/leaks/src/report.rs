//! The table that the program prints.

use std::fmt::Write;

use crate::run::Outcome;

/// The head of the table.
pub fn head() -> String {
    let names = [
        "route",
        "operations",
        "dropped",
        "panics",
        "terminated",
        "errors",
        "rows checked",
        "wrong rows",
        "dirty connections",
        "connections at end",
        "seconds",
    ];
    format!("| {} |\n|{}", names.join(" | "), "---|".repeat(names.len()))
}

/// The line of one route.
pub fn line(outcome: &Outcome) -> String {
    let errors = outcome.errors.iter();
    let errors: Vec<_> = errors
        .map(|(kind, times)| format!("{kind} {times}"))
        .collect();
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {:.1} |",
        outcome.route,
        outcome.operations,
        outcome.dropped,
        outcome.panics,
        outcome.terminated,
        errors.join(", "),
        outcome.rows,
        outcome.wrong_rows,
        outcome.dirty,
        outcome.connections,
        outcome.time.as_secs_f64()
    )
}

/// What must not have happened; empty if nothing did.
pub fn violations(outcome: &Outcome) -> String {
    let mut text = String::new();
    if outcome.violations > 0 {
        let (count, route) = (outcome.violations, outcome.route);
        let _ = writeln!(text, "{count} violations under {route}, one of each kind:");
        for violation in &outcome.kept {
            let _ = writeln!(text, "  {violation}");
        }
    }
    text
}
