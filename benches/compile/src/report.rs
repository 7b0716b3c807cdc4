//! The results: a table to read, Markdown to commit, JSON for machines.

use bench_report::{Goal, Machine};
use comfy_table::{CellAlignment, Table, TableStyle, presets};
use serde::Serialize;

use crate::{
    cargo::{Step, Usage},
    case::Case,
    stats::{Finding, Sample, Spread},
};

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    /// What the findings say of the goals.
    pub(crate) goals: Vec<Goal>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) samples: Vec<Sample>,
}

const NOTES: &str = "\
A size is tenants × tables of ten columns. Dependencies are compiled beforehand; timed is one \
`cargo` that compiles the one crate again, its own start (see the empty crates) included. Cases \
take turns within a round, and a ratio is of two times of one round. Every figure is a median \
over the rounds, and ratios are followed by the least and the most. Memory is the most that one \
process held.";

impl Report {
    /// Whether every goal is met.
    pub(crate) fn is_met(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.met != Some(false))
    }

    pub(crate) fn to_text(&self) -> String {
        self.render(presets::UTF8_FULL_CONDENSED, "", "")
    }

    pub(crate) fn to_markdown(&self) -> String {
        let body = self.render(presets::ASCII_MARKDOWN, "## ", "\n");
        format!(
            "# Compile time\n\nMade by\n\n```sh\n{}\n```\n\n{NOTES}\n\n{body}",
            self.command
        )
    }

    fn render(&self, style: TableStyle, heading: &str, gap: &str) -> String {
        let (ratios, times) = (self.ratios(style), self.times(style));
        format!(
            "{heading}Ratios\n{gap}\n{ratios}\n\n{heading}Times\n{gap}\n{times}\n\n\
             {heading}Machine\n{gap}\n{}\n",
            self.machine
        )
    }

    fn ratios(&self, style: TableStyle) -> Table {
        let mut table = empty_table(
            style,
            &[
                "step", "case", "against", "time", "CPU time", "memory", "goal", "met", "rounds",
            ],
        );
        for finding in &self.findings {
            let comparison = &finding.comparison;
            table.add_row([
                comparison.step.to_string(),
                comparison.subject.to_string(),
                comparison.baseline.to_string(),
                ratio(&finding.ratio),
                ratio(&finding.cpu_ratio),
                format!("{:.2}×", finding.memory_ratio.median),
                comparison
                    .goal
                    .map_or_else(String::new, |goal| format!("≤ {goal}×")),
                finding
                    .met
                    .map_or("", |met| if met { "yes" } else { "NO" })
                    .into(),
                finding.ratio.rounds.to_string(),
            ]);
        }
        align(&mut table, 3..6);
        table
    }

    fn times(&self, style: TableStyle) -> Table {
        let mut table = empty_table(style, &["step", "case", "time", "CPU time", "memory"]);
        let mut seen: Vec<(Step, Case)> = Vec::new();
        for sample in &self.samples {
            if !seen.contains(&(sample.step, sample.case)) {
                seen.push((sample.step, sample.case));
            }
        }
        seen.sort_by_key(|(step, _)| *step);
        for (step, case) in seen {
            let median = |quantity: fn(&Usage) -> f64| {
                let spread = Spread::of_case(&self.samples, step, &case, quantity);
                spread.map_or(f64::NAN, |spread| spread.median)
            };
            table.add_row([
                step.to_string(),
                case.to_string(),
                format!("{:.2} s", median(|usage| usage.seconds)),
                format!("{:.2} s", median(|usage| usage.cpu_seconds)),
                format!("{:.0} MB", median(Usage::megabytes)),
            ]);
        }
        align(&mut table, 2..5);
        table
    }
}

/// What was promised, and what came of it.
pub(crate) fn goals(findings: &[Finding]) -> Vec<Goal> {
    let mut goals = Vec::new();
    for finding in findings {
        let comparison = &finding.comparison;
        let Some(limit) = comparison.goal else {
            continue;
        };
        let what = |quantity| {
            let (step, subject, baseline) =
                (comparison.step, comparison.subject, comparison.baseline);
            format!("{quantity}, {step}: {subject}; against {baseline}")
        };
        goals.push(Goal::at_most(what("time"), limit, finding.ratio.median));
        if comparison.is_of_memory() {
            goals.push(Goal::at_most(
                what("memory"),
                limit,
                finding.memory_ratio.median,
            ));
        }
    }
    goals
}

fn ratio(spread: &Spread) -> String {
    format!(
        "{:.2}× ({:.2}–{:.2})",
        spread.median, spread.least, spread.most
    )
}

fn empty_table(style: TableStyle, header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(style).set_header(header.to_vec());
    table
}

fn align(table: &mut Table, columns: std::ops::Range<usize>) {
    for index in columns {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}
