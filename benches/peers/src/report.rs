//! The results as Markdown.

use std::fmt::Write as _;

use bench_report::{Goal, Machine, Spread};
use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use serde::Serialize;

use crate::{cold::First, floor::Floor, job::Workload, python::Way, times::Timing};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    pub(crate) goals: Vec<Goal>,
    pub(crate) timings: Vec<Timing>,
    pub(crate) firsts: Vec<First>,
    pub(crate) floors: Vec<Floor>,
    /// What SQLAlchemy takes, or why it was not measured.
    pub(crate) python: Result<Vec<Way>, String>,
}

impl Report {
    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!("```sh\n{}\n```\n\n{}\n", self.command, self.machine);
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
                    "\n## {}\n\n{}\n\nThe client's own processor time, µs an operation:\n\n{}\n",
                    capitalized(workload.name()),
                    times(&timings, of_hand),
                    times(&timings, of_client)
                );
            }
        }
        if !self.firsts.is_empty() {
            let _ = write!(
                text,
                "\n## First statement of a tenant on a connection that served another\n\n{}\n",
                firsts(&self.firsts)
            );
        }
        if !self.floors.is_empty() {
            let _ = write!(
                text,
                "\n## The floor: `pgbench -M prepared`, one tenant\n\n{}\n",
                floors(&self.floors)
            );
        }
        match &self.python {
            Ok(ways) if ways.is_empty() => {}
            Ok(ways) => {
                let _ = write!(text, "\n## SQLAlchemy\n\n{}\n", python(ways));
            }
            Err(why) => {
                let _ = write!(text, "\n## SQLAlchemy\n\nNot measured: {why}\n");
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
fn times(timings: &[&Timing], cell: fn(&Timing) -> String) -> Table {
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

fn of_hand(timing: &Timing) -> String {
    format!("{}, {:.0} µs", times_of(timing.ratio), timing.micros.median)
}

fn of_client(timing: &Timing) -> String {
    format!("{:.1}", timing.client_micros.median)
}

/// With the middle half.
fn times_of(ratio: Spread) -> String {
    let Spread {
        median, low, high, ..
    } = ratio;
    format!("{median:.2}× ({low:.2}–{high:.2})")
}

fn firsts(firsts: &[First]) -> Table {
    let mut table = table(&["", "µs", "against by hand"]);
    for first in firsts {
        table.add_row([
            first.contender.name().to_owned(),
            format!("{:.0}", first.micros.median),
            times_of(first.ratio),
        ]);
    }
    table
}

fn floors(floors: &[Floor]) -> Table {
    let mut table = table(&["", "µs"]);
    for floor in floors {
        table.add_row([
            floor.workload.name().to_owned(),
            format!("{:.0}", floor.micros.median),
        ]);
    }
    table
}

fn python(ways: &[Way]) -> Table {
    let mut table = table(&["", "tenants", "µs", "of them the client's processor"]);
    for way in ways {
        table.add_row([
            format!("{}, {}", way.name, way.workload),
            way.tenants.to_string(),
            format!("{:.0}", way.micros.median),
            format!("{:.0}", way.client_micros.median),
        ]);
    }
    table
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
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
