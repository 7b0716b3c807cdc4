//! The results as Markdown.

use std::fmt::Write as _;

use bench_report::{Machine, Spread};
use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use serde::Serialize;

use crate::{goal::Goal, job::Workload, times::Timing};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    pub(crate) goals: Vec<Goal>,
    pub(crate) timings: Vec<Timing>,
}

impl Report {
    pub(crate) fn to_markdown(&self) -> String {
        let machine = &self.machine;
        let mut text = format!(
            "```sh\n{}\n```\n\nPostgreSQL {}; {}; {}; {} cores of {}; load before: {}\n",
            self.command,
            machine.server,
            machine.rustc,
            machine.system,
            machine.cores,
            machine.processor,
            machine.load
        );
        let _ = write!(text, "\n## Goals\n\n{}\n", goals(&self.goals));
        for workload in Workload::ALL {
            let timings: Vec<_> = self
                .timings
                .iter()
                .filter(|timing| timing.case.workload == workload)
                .collect();
            if !timings.is_empty() {
                let _ = write!(
                    text,
                    "\n## Time: {}\n\n{}\n",
                    workload.name(),
                    times(&timings)
                );
            }
        }
        text
    }
}

fn goals(goals: &[Goal]) -> Table {
    let mut table = table(&["", "goal", "measured", "met"]);
    for goal in goals {
        let met = if goal.met { "yes" } else { "**no**" };
        table.add_row([
            goal.what.as_str(),
            goal.wanted.as_str(),
            goal.measured.as_str(),
            met,
        ]);
    }
    table
}

/// A row for each contender, a column for each number of tenants and of tasks.
fn times(timings: &[&Timing]) -> Table {
    let mut cases: Vec<(usize, usize)> = Vec::new();
    let mut contenders = Vec::new();
    for timing in timings {
        let case = (timing.case.tenants, timing.case.tasks);
        if !cases.contains(&case) {
            cases.push(case);
        }
        if !contenders.contains(&timing.contender) {
            contenders.push(timing.contender);
        }
    }
    let mut titles = vec![String::new()];
    for (tenants, tasks) in &cases {
        titles.push(format!("{tenants} tenants, {tasks} tasks"));
    }
    let mut table = table(&titles);
    for contender in contenders {
        let mut cells = vec![contender.name().to_owned()];
        for (tenants, tasks) in &cases {
            let timing = timings.iter().find(|timing| {
                timing.contender == contender
                    && (timing.case.tenants, timing.case.tasks) == (*tenants, *tasks)
            });
            cells.push(timing.map_or(String::new(), |timing| cell(timing)));
        }
        table.add_row(cells);
    }
    table
}

fn cell(timing: &Timing) -> String {
    let Spread {
        median, low, high, ..
    } = timing.ratio;
    let micros = timing.micros.median;
    format!("{median:.2}× ({low:.2}–{high:.2}), {micros:.0} µs")
}

fn table(titles: &[impl ToString]) -> Table {
    let mut table = Table::new();
    table
        .load_style(ASCII_MARKDOWN)
        .set_header(titles.iter().map(ToString::to_string));
    for index in 1..titles.len() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
