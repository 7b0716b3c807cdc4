//! The results as Markdown.

use std::fmt::Write as _;

use bench_report::{Goal, Machine, Progress, Spread, Summary, grouped, table};
use comfy_table::Table;
use serde::Serialize;

use crate::{
    contender::{Against, Contender},
    memory::{GOAL, Held, Task},
    rotation::{self, Case},
    times::Timing,
};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    /// With how many rows, and what came of it.
    pub(crate) inserts: (u32, Vec<Timing>),
    pub(crate) copies: (u32, Vec<Timing>),
    pub(crate) memory: Vec<Held>,
    /// With how many rows an insert, and what came of each case.
    pub(crate) rotation: (u32, Vec<(Case, Vec<Timing>)>),
}

impl Report {
    pub(crate) fn is_met(&self) -> bool {
        self.to_summary().goals.iter().all(|goal| goal.met)
    }

    /// What it says of the goals.
    pub(crate) fn to_summary(&self) -> Summary {
        let mut goals = Vec::new();
        for (title, (rows, timings)) in [("insert", &self.inserts), ("copy", &self.copies)] {
            for timing in timings {
                if let Some((against, ratio)) = timing.ratio
                    && let Some(goal) = against.goal
                {
                    let (name, ours) = (timing.contender.name(), against.ours.name());
                    let what = format!("{title} of {} rows, {name}; against {ours}", grouped(rows));
                    goals.push(Goal::at_least(what, goal, ratio.median));
                }
            }
        }
        goals.extend(Contender::ROTATED.iter().filter_map(|contender| {
            let (rows, cases) = &self.rotation;
            let worst = least(*contender, cases)?;
            let (name, ours, goal) = (contender.name(), worst.against.ours.name(), worst.goal);
            let (rows, count) = (grouped(rows), worst.cases);
            Some(Goal {
                what: format!(
                    "insert of {rows} rows, {name}, for tenants in rotation, in each of {count} cases; against {ours}"
                ),
                wanted: format!("≥ {goal}×"),
                measured: format!("{} at least ({})", worst.ratio.times(), worst.case),
                met: worst.ratio.median >= goal,
            })
        }));
        for held in &self.memory {
            let side = if held.task.keeps() { '>' } else { '<' };
            goals.push(Goal {
                what: format!(
                    "memory of {} rows, {}",
                    grouped(&held.rows),
                    name(held.task)
                ),
                wanted: format!("{side} {} MiB", GOAL >> 20),
                measured: mebibytes(held),
                met: held.is_met(),
            });
        }
        Summary {
            command: self.command.clone(),
            machine: self.machine.clone(),
            progress: Progress::default(),
            goals,
        }
    }

    /// With what it says of the goals, for machines.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Whole<'a> {
            #[serde(flatten)]
            summary: Summary,
            figures: &'a Report,
        }
        serde_json::to_string_pretty(&Whole {
            summary: self.to_summary(),
            figures: self,
        })
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!(
            "```sh\n{}\n```\n\n{}\n\nBeside each time is how long the client and the server's processes had a \
             processor; both have all of them.\n",
            self.command, self.machine
        );
        for (title, (rows, timings)) in [("Inserts", &self.inserts), ("Copies", &self.copies)] {
            if !timings.is_empty() {
                let _ = write!(
                    text,
                    "\n## {title}: {} rows\n\n{}\n",
                    grouped(rows),
                    times(*rows, timings)
                );
            }
        }
        let (rows, cases) = &self.rotation;
        if !cases.is_empty() {
            let _ = write!(
                text,
                "\n## Inserts for tenants in rotation: {} rows each\n\n{}\n",
                grouped(rows),
                rotation::WHY
            );
        }
        for (case, timings) in cases {
            let _ = write!(text, "\n### {case}\n\n{}\n", times(*rows, timings));
        }
        if let Some(first) = self.memory.first() {
            let _ = write!(
                text,
                "\n## Memory: {} rows\n\n{}\n",
                grouped(&first.rows),
                memory(&self.memory)
            );
        }
        text
    }
}

/// The case in which a contender does best against ours.
struct Least {
    case: Case,
    ratio: Spread,
    against: Against,
    goal: f64,
    /// Of so many.
    cases: usize,
}

fn least(contender: Contender, cases: &[(Case, Vec<Timing>)]) -> Option<Least> {
    let all = cases.iter().filter_map(|(case, timings)| {
        let timing = timings
            .iter()
            .find(|timing| timing.contender == contender)?;
        let (against, ratio) = timing.ratio?;
        Some((*case, ratio, against))
    });
    let count = all.clone().count();
    let (case, ratio, against) =
        all.min_by(|one, other| one.1.median.total_cmp(&other.1.median))?;
    Some(Least {
        case,
        ratio,
        against,
        goal: against.goal?,
        cases: count,
    })
}

fn times(rows: u32, timings: &[Timing]) -> Table {
    let mut table = table(&[
        "",
        "ms",
        "client, ms",
        "server, ms",
        "rows a second",
        "against",
        "takes",
        "goal",
        "met",
    ]);
    for timing in timings {
        let millis = timing.millis.median;
        let (against, ratio, goal) = match timing.ratio {
            Some((against, ratio)) => (
                against.ours.name(),
                ratio.times(),
                against
                    .goal
                    .map_or(String::new(), |goal| format!("≥ {goal}×")),
            ),
            None => ("", String::new(), String::new()),
        };
        table.add_row([
            timing.contender.name().to_owned(),
            format!("{millis:.1}"),
            format!("{:.1}", timing.client_millis.median),
            format!("{:.1}", timing.server_millis.median),
            format!("{:.0}", f64::from(rows) / millis * 1e3),
            against.to_owned(),
            ratio,
            goal,
            met(timing.met()),
        ]);
    }
    table
}

fn memory(held: &[Held]) -> Table {
    let mut table = table(&["", "peak", "goal", "met"]);
    for held in held {
        let side = if held.task.keeps() { '>' } else { '<' };
        table.add_row([
            name(held.task).to_owned(),
            mebibytes(held),
            format!("{side} {} MiB", GOAL >> 20),
            met(Some(held.is_met())),
        ]);
    }
    table
}

fn name(task: Task) -> &'static str {
    match task {
        Task::Connect => "only connected",
        Task::CopyIn => "`copy_in`",
        Task::CopyOut => "`copy_out`",
        Task::Stream => "`fetch`, a stream",
        Task::FetchAll => "`fetch_all`, which keeps them",
    }
}

fn mebibytes(held: &Held) -> String {
    let kibibytes = u32::try_from(held.bytes >> 10).unwrap_or(u32::MAX);
    format!("{:.1} MiB", f64::from(kibibytes) / 1024.0)
}

fn met(met: Option<bool>) -> String {
    match met {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
    .to_owned()
}
