//! The results: Markdown to read, JSON for machines.

use std::fmt::Write as _;

use bench_report::{Goal, Machine};
use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use serde::Serialize;

use crate::{
    application::Application,
    cargo::Usage,
    case::Case,
    cold::{self, Cold},
    expanded::{self, Expanded, kilobytes},
    goals,
    growth::{self, LeftOut},
    profile::Profile,
    stats::{Finding, Sample, Spread},
    step::Step,
    unused::Unused,
};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    /// What the rest says of the goals.
    pub(crate) goals: Vec<Goal>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) unused: Vec<Unused>,
    pub(crate) expanded: Vec<Expanded>,
    pub(crate) cold: Vec<Cold>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) profile: Option<Profile>,
    pub(crate) samples: Vec<Sample>,
}

const STEPS: &str = "\
A size is tenants × tables of ten columns. Dependencies are compiled beforehand; timed is one `cargo` that \
compiles the one crate again, its own start (see the empty crates) included; where there are calls, also the \
program that makes them. Cases take turns within a round, and a ratio is of two figures of one round. Every \
figure is a median over the rounds, and ratios are followed by the least and the most. Memory is the most that \
one process held. Release programs are stripped.";

const UNUSED: &str = "\
The release program that uses every handle of its set, and the same package with a hundred times as many tenants \
in the set.";

const COLD: &str = "\
A program that connects and finds one row by its key (`benches/compile/applications`), with the features that it \
needs; `tenant` with its default ones, clorinde with what its generated crate depends on. Crates are those that \
`cargo tree --edges normal` names for this platform. The debug build starts with nothing compiled.";

impl Report {
    /// Without any figures.
    pub(crate) fn new(command: String, machine: Machine) -> Self {
        Self {
            command,
            machine,
            goals: Vec::new(),
            findings: Vec::new(),
            unused: Vec::new(),
            expanded: Vec::new(),
            cold: Vec::new(),
            left_out: Vec::new(),
            profile: None,
            samples: Vec::new(),
        }
    }

    /// Holds the figures against the goals.
    pub(crate) fn conclude(&mut self) {
        self.goals = goals::of(&self.findings);
        self.goals.extend(expanded::goals(&self.expanded));
        self.goals.extend(self.unused.iter().map(Unused::goal));
        self.goals.extend(cold::goals(&self.cold));
    }

    /// Whether every goal is met.
    pub(crate) fn is_met(&self) -> bool {
        self.goals.iter().all(|goal| goal.met)
    }

    pub(crate) fn to_markdown(&self, has_picture: bool) -> String {
        let Self {
            command, machine, ..
        } = self;
        let mut text = format!("# Compile time\n\n```sh\n{command}\n```\n\n{machine}\n");
        let mut section = |title: &str, notes: &str, table: &Table| {
            let gap = if notes.is_empty() { "" } else { "\n\n" };
            let _ = write!(text, "\n## {title}\n\n{notes}{gap}{table}\n");
        };
        section("Goals", "", &of_goals(&self.goals));
        if !self.findings.is_empty() {
            section("Ratios", STEPS, &self.ratios());
        }
        if !self.samples.is_empty() {
            let picture = "![Check time against the number of tenants](check.svg)";
            let notes = if has_picture { picture } else { "" };
            section("Times", notes, &self.times());
        }
        if !self.left_out.is_empty() {
            let (notes, table) = (growth::notes(&self.left_out), growth::table(&self.left_out));
            section("Left out", &notes, &table);
        }
        if !self.expanded.is_empty() {
            let notes = format!(
                "Bytes that the expanded crate has more with a table of {} fields than without, as the \
                 compiler prints it.",
                expanded::FIELDS
            );
            section("Expanded code", &notes, &self.expanded());
        }
        if !self.unused.is_empty() {
            section("Unused handles", UNUSED, &self.unused());
        }
        if !self.cold.is_empty() {
            section("A minimal application", COLD, &self.cold());
        }
        if let Some(profile) = &self.profile {
            text += &profile.to_markdown();
        }
        text
    }

    fn ratios(&self) -> Table {
        let mut table = table(
            &[
                "step", "case", "against", "time", "CPU time", "memory", "program", "met", "rounds",
            ],
            3..7,
        );
        for finding in &self.findings {
            let comparison = &finding.comparison;
            let goals = goals::of(std::slice::from_ref(finding));
            let met = match (goals.len(), goals.iter().all(|goal| goal.met)) {
                (0, _) => "",
                (_, true) => "yes",
                (_, false) => "**no**",
            };
            let program = finding.program_ratio;
            table.add_row([
                comparison.step.to_string(),
                comparison.subject.to_string(),
                comparison.baseline.to_string(),
                ratio(&finding.ratio),
                ratio(&finding.cpu_ratio),
                times(finding.memory_ratio.median),
                program.map_or_else(String::new, |program| times(program.median)),
                met.into(),
                finding.ratio.rounds.to_string(),
            ]);
        }
        table
    }

    fn times(&self) -> Table {
        let header = ["step", "case", "time", "CPU time", "memory", "program"];
        let mut table = table(&header, 2..6);
        let mut seen: Vec<(Step, Case)> = Vec::new();
        for sample in &self.samples {
            if !seen.contains(&(sample.step, sample.case)) {
                seen.push((sample.step, sample.case));
            }
        }
        seen.sort_by_key(|(step, _)| *step);
        for (step, case) in seen {
            let median = |quantity: fn(&Usage) -> Option<f64>| {
                let spread = Spread::of_case(&self.samples, step, &case, quantity);
                spread.map(|spread| spread.median)
            };
            let cell = |value: Option<f64>, digits, unit| {
                value.map_or_else(String::new, |value| format!("{value:.digits$} {unit}"))
            };
            table.add_row([
                step.to_string(),
                case.to_string(),
                cell(median(|usage| Some(usage.seconds)), 2, "s"),
                cell(median(|usage| Some(usage.cpu_seconds)), 2, "s"),
                cell(median(|usage| Some(usage.megabytes())), 0, "MB"),
                cell(median(Usage::program_kilobytes), 0, "KB"),
            ]);
        }
        table
    }

    fn expanded(&self) -> Table {
        let header = [
            "",
            "a table",
            "a further tenant",
            "a table of a further tenant",
        ];
        let mut table = table(&header, 1..4);
        for expanded in &self.expanded {
            table.add_row([
                expanded.code.to_string(),
                kilobytes(expanded.table),
                format!("{} bytes", expanded.tenant),
                format!("{} bytes", expanded.handle),
            ]);
        }
        table
    }

    fn unused(&self) -> Table {
        let header = [
            "program",
            "size",
            "tenants declared",
            "size",
            "growth",
            "unused handles",
            "bytes a handle",
        ];
        let mut table = table(&header, 1..7);
        for unused in &self.unused {
            table.add_row([
                unused.case.to_string(),
                kilobytes(unused.used_bytes),
                unused.declared.to_string(),
                kilobytes(unused.declared_bytes),
                format!("{} bytes", unused.growth()),
                unused.handles.to_string(),
                format!("{:.2}", unused.per_handle()),
            ]);
        }
        table
    }

    fn cold(&self) -> Table {
        let header = [
            "with",
            "its dependencies",
            "crates",
            "cold debug build",
            "against tenant's",
            "CPU time",
            "memory",
        ];
        let mut table = table(&header, 2..7);
        let median = |cold: &Cold, quantity: fn(&Usage) -> f64| {
            let spread = Spread::of(cold.builds.iter().map(quantity).collect());
            spread.map(|spread| spread.median)
        };
        let ours = self.cold.iter().find_map(|cold| {
            (cold.application == Application::Tenant)
                .then(|| median(cold, |usage| usage.seconds))?
        });
        for cold in &self.cold {
            let seconds = median(cold, |usage| usage.seconds);
            let ratio = ours.zip(seconds).map(|(ours, theirs)| theirs / ours);
            let cell = |value: Option<f64>, digits, unit| {
                value.map_or_else(String::new, |value| format!("{value:.digits$}{unit}"))
            };
            table.add_row([
                cold.application.to_string(),
                cold.dependencies.join(", "),
                cold.crates.to_string(),
                cell(seconds, 1, " s"),
                cell(ratio, 2, "×"),
                cell(median(cold, |usage| usage.cpu_seconds), 1, " s"),
                cell(median(cold, Usage::megabytes), 0, " MB"),
            ]);
        }
        table
    }
}

fn of_goals(goals: &[Goal]) -> Table {
    let mut table = table(&["", "goal", "measured", "met"], 1..3);
    for goal in goals {
        let met = if goal.met { "yes" } else { "**no**" };
        table.add_row([&goal.what, &goal.wanted, &goal.measured, met]);
    }
    table
}

fn ratio(spread: &Spread) -> String {
    let Spread {
        median,
        least,
        most,
        ..
    } = spread;
    format!("{median:.2}× ({least:.2}–{most:.2})")
}

fn times(ratio: f64) -> String {
    format!("{ratio:.2}×")
}

/// A table, whose columns in a range are aligned to the right.
pub(crate) fn table(header: &[&str], numbers: std::ops::Range<usize>) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header.to_vec());
    for index in numbers {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
