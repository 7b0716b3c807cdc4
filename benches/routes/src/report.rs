//! The results: Markdown to read and to commit, JSON for machines.

mod memory;
mod tables;

use bench_report::{Goal, Machine, Progress};
use std::fmt::Write as _;

use serde::Serialize;

use crate::{cost::Costs, line::Line, memory::Held, replans::Replans, times::Timing, trips::Trips};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    pub(crate) progress: Progress,
    pub(crate) goals: Vec<Goal>,
    pub(crate) trips: Vec<Trips>,
    pub(crate) timings: Vec<Timing>,
    pub(crate) memory: Vec<Held>,
    pub(crate) replans: Vec<Replans>,
    pub(crate) costs: Option<Costs>,
    pub(crate) lines: Vec<Line>,
}

impl Report {
    pub(crate) fn new(command: String, machine: Machine) -> Self {
        Self {
            command,
            machine,
            progress: Progress::default(),
            goals: Vec::new(),
            trips: Vec::new(),
            timings: Vec::new(),
            memory: Vec::new(),
            replans: Vec::new(),
            costs: None,
            lines: Vec::new(),
        }
    }

    /// Whether what was measured is as it should be.
    pub(crate) fn is_met(&self) -> bool {
        self.goals.iter().all(|goal| goal.met)
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!(
            "# Routes\n\nMade by\n\n```sh\n{}\n```\n\n\
             {}\n",
            self.command, self.machine
        );
        let sections = [
            ("Round trips", tables::trips(&self.trips)),
            ("Time of a select by key", tables::timings(&self.timings)),
            (
                "Time on the processors, client and server",
                tables::processors(&self.timings),
            ),
            ("Memory of the backends", memory::by_route(&self.memory)),
            (
                "What the largest backend holds",
                memory::parts(&self.memory),
            ),
            ("Plans", tables::replans(&self.replans)),
            ("Constants", self.costs.map(memory::costs)),
            ("Against the bound", memory::lines(&self.lines)),
        ];
        for (title, body) in sections {
            if let Some(body) = body {
                let _ = write!(text, "\n## {title}\n\n{body}\n");
            }
        }
        text
    }
}
