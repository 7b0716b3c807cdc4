//! The results as Markdown.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::Result;
use bench_report::{Goal, Machine, Progress, grouped, table};
use comfy_table::Table;
use serde::{Deserialize, Serialize};

use crate::{
    account,
    across::{self, Across},
    cold::First,
    contender::Contender,
    explain::{self, Explained},
    goal,
    job::Workload,
    pgbench::{self, Pgbench},
    plan, plot,
    python::Way,
    rival::{self, Comparison, Verdict},
    times::{Timing, counted},
};

/// Everything that was measured.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Report {
    /// The command that made it.
    pub(crate) command: String,
    pub(crate) machine: Machine,
    /// How much of it was measured.
    pub(crate) progress: Progress,
    pub(crate) goals: Vec<Goal>,
    pub(crate) timings: Vec<Timing>,
    /// By hand, also with code for each tenant, the static handles and values of the set, in more rounds.
    pub(crate) close: Vec<Timing>,
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) firsts: Vec<First>,
    pub(crate) across: Vec<Across>,
    pub(crate) explained: Vec<Explained>,
    pub(crate) pgbench: Vec<Pgbench>,
    /// What SQLAlchemy takes, or why it was not measured.
    pub(crate) python: std::result::Result<Vec<Way>, String>,
}

impl Report {
    pub(crate) fn new(command: String, machine: Machine) -> Self {
        Self {
            command,
            machine,
            progress: Progress::default(),
            goals: Vec::new(),
            timings: Vec::new(),
            close: Vec::new(),
            comparisons: Vec::new(),
            firsts: Vec::new(),
            across: Vec::new(),
            explained: Vec::new(),
            pgbench: Vec::new(),
            python: Ok(Vec::new()),
        }
    }

    /// What a directory has of the last run.
    pub(crate) fn last(directory: &Path) -> Result<Self> {
        let text = fs::read_to_string(directory.join("report.json"))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Counts a step, and writes what there is.
    pub(crate) fn step(&mut self, directory: &Path) -> Result<()> {
        self.progress.done += 1;
        self.comparisons = rival::compare(&self.timings);
        self.goals = goal::of(self);
        self.goals.extend(across::goals(&self.across));
        fs::create_dir_all(directory)?;
        let json = serde_json::to_string_pretty(self)?;
        fs::write(directory.join("report.json"), json)?;
        self.write(directory)
    }

    /// Writes what is read: the text, and the pictures.
    pub(crate) fn write(&self, directory: &Path) -> Result<()> {
        fs::write(directory.join("REPORT.md"), self.to_markdown())?;
        for workload in Workload::ALL {
            self.draw(workload, directory)?;
        }
        Ok(())
    }

    /// With 20 tenants in rotation, and one task.
    fn draw(&self, workload: Workload, directory: &Path) -> Result<()> {
        let is_drawn = |timing: &&Timing| {
            let case = timing.case;
            case.workload == workload && (case.tenants, case.tasks) == (20, 1)
        };
        let timings: Vec<&Timing> = self.timings.iter().filter(is_drawn).collect();
        if timings.is_empty() {
            return Ok(());
        }
        let title = format!("{}, 20 tenants in rotation", workload.name());
        let name = workload.name().replace([' ', ','], "-");
        plot::bars(&title, &timings, &directory.join(format!("{name}.svg")))
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!("```sh\n{}\n```\n\n{}\n", self.command, self.machine);
        if !self.progress.is_done() {
            let _ = write!(text, "\n**{}.**\n", self.progress);
        }
        let _ = write!(text, "\n{}\n", plan::WHY);
        let _ = write!(text, "\n## Goals\n\n{}\n", goals(&self.goals));
        if !self.close.is_empty() {
            let _ = write!(
                text,
                "\n## Handles against by hand\n\n{CLOSE}\n\n{}\n",
                close(&self.close)
            );
        }
        if !self.comparisons.is_empty() {
            let _ = write!(
                text,
                "\n## Peers against ours\n\n{}\n\n{}\n\nWhere a peer is not slower:\n\n{}\n",
                rival::WHY,
                verdicts(&self.comparisons),
                not_slower(&self.comparisons)
            );
        }
        if !(self.close.is_empty() && self.comparisons.is_empty()) {
            let _ = write!(
                text,
                "\n## Where the time goes\n\n{}\n\nThe handles, and by hand:\n\n{}\n\nPeers that are not \
             slower, ours, and by hand:\n\n{}\n",
                account::WHY,
                account::close(&self.close),
                account::not_slower(&self.comparisons, &self.timings)
            );
        }
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
                "\n## First statement of a tenant\n\n{FIRSTS}\n\n{}\n",
                firsts(&self.firsts)
            );
        }
        if !self.across.is_empty() {
            let _ = write!(
                text,
                "\n## The same query over many tenants: a row of each by its key\n\n{}\n",
                across(&self.across)
            );
        }
        if !self.explained.is_empty() {
            let _ = write!(
                text,
                "\n{}\n\n{}\n",
                explain::WHY,
                explain::table(&self.explained)
            );
        }
        if !self.pgbench.is_empty() {
            let _ = write!(
                text,
                "\n## `pgbench -M prepared`, in turns with by hand\n\n{}\n\n{}\n",
                pgbench::WHY,
                of_pgbench(&self.pgbench)
            );
        }
        match &self.python {
            Ok(ways) if ways.is_empty() => {}
            Ok(ways) => {
                let _ = write!(text, "\n## SQLAlchemy\n\n{PYTHON}\n\n{}\n", python(ways));
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

const CLOSE: &str = "\
These alone, in so many short turns that the median is known closely: in brackets is where it lies with a
certainty of 95 %, if ratios do not depend on each other. A ratio is of two consecutive rounds, there and back: both
turns of the one against both turns of the other, so that what comes from their order cancels. All lend a connection
for each statement: by hand from a semaphore and a list, with the statements that it holds; the handles from the pool
of a `Database`.";

fn close(timings: &[Timing]) -> Table {
    let mut table = table(&[
        "",
        "who",
        "ratios",
        "by hand, µs",
        "µs",
        "times by hand",
        "middle half",
    ]);
    for ours in timings
        .iter()
        .filter(|timing| timing.contender != Contender::Hand)
    {
        let hand = timings
            .iter()
            .find(|hand| hand.contender == Contender::Hand && hand.case == ours.case);
        table.add_row([
            ours.case.to_string(),
            handles(ours.contender).to_owned(),
            ours.ratio.values.to_string(),
            hand.map_or(String::new(), |hand| format!("{:.1}", hand.micros.median)),
            format!("{:.1}", ours.micros.median),
            ours.ratio.close_times(),
            format!("{:.2}–{:.2}", ours.ratio.low, ours.ratio.high),
        ]);
    }
    table
}

/// As they are called where it is clear whose they are.
pub(crate) fn handles(contender: Contender) -> &'static str {
    let name = contender.name();
    name.strip_prefix("tenant, ").unwrap_or(name)
}

/// In how many cases each peer is slower, even, faster.
fn verdicts(comparisons: &[Comparison]) -> Table {
    let verdicts = [Verdict::Slower, Verdict::Even, Verdict::Faster];
    let mut titles = vec![String::new()];
    for tasks in ["1 task", "16 or 64 tasks"] {
        titles.extend(["slower", "even", "faster"].map(|verdict| format!("{tasks}: {verdict}")));
    }
    let mut table = table(&titles);
    for peer in Contender::ALL.into_iter().filter(|each| each.is_peer()) {
        let own = || comparisons.iter().filter(move |own| own.peer == peer);
        let count = |is_one: bool, verdict| {
            own()
                .filter(|own| (own.case.tasks == 1) == is_one && own.verdict() == verdict)
                .count()
        };
        if own().count() > 0 {
            let counts = [true, false]
                .into_iter()
                .flat_map(|is_one| verdicts.map(|verdict| count(is_one, verdict).to_string()));
            table.add_row([peer.name().to_owned()].into_iter().chain(counts));
        }
    }
    table
}

/// Every case of which our time is no proven best.
fn not_slower(comparisons: &[Comparison]) -> Table {
    let mut table = table(&["", "case", "against", "times ours", "verdict"]);
    for comparison in comparisons {
        let verdict = match comparison.verdict() {
            Verdict::Slower => continue,
            Verdict::Even => "even",
            Verdict::Faster => "**faster**",
        };
        table.add_row([
            comparison.peer.name(),
            &comparison.case.to_string(),
            comparison.ours.name(),
            &comparison.ratio.times(),
            verdict,
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
        titles.push(counted(*tenants, *tasks));
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
    format!("{}, {:.0} µs", timing.ratio.times(), timing.micros.median)
}

fn of_client(timing: &Timing) -> String {
    format!("{:.1}", timing.client_micros.median)
}

const FIRSTS: &str = "\
On a connection that has served another tenant; and on a new one, from before a pool of one connection is made until
the row is there. By hand the statement is prepared and run. Left out is who has connections of a tenant's own, which
serve no other: toasty, and the routes `connect_options()`, `login_role()` and `fixed(schema)`; and SQLAlchemy, which is
measured apart.";

fn firsts(firsts: &[First]) -> Table {
    let mut table = table(&[
        "",
        "µs",
        "against by hand",
        "with connecting, µs",
        "against by hand",
    ]);
    for first in firsts {
        let took = [&first.of_tenant, &first.connecting].map(|took| {
            let micros = format!("{:.0}", took.micros.median);
            [micros, took.ratio.times()]
        });
        let name = [first.contender.name().to_owned()];
        table.add_row(name.into_iter().chain(took.into_iter().flatten()));
    }
    table
}

fn across(all: &[Across]) -> Table {
    let mut table = table(&[
        "",
        "tenants",
        "line",
        "an empty statement, µs",
        "µs",
        "times as fast as the loop by hand",
    ]);
    for across in all {
        table.add_row([
            across.way.name().to_owned(),
            across.tenants.to_string(),
            across.between.name(),
            format!("{:.0}", across.trip_micros.median),
            format!("{:.0}", across.micros.median),
            across.times.times(),
        ]);
    }
    table
}

fn of_pgbench(all: &[Pgbench]) -> Table {
    let mut table = table(&["", "µs", "by hand, µs", "times by hand"]);
    for each in all {
        table.add_row([
            each.workload.name().to_owned(),
            format!("{:.0}", each.micros.median),
            format!("{:.0}", each.hand_micros.median),
            each.ratio.times(),
        ]);
    }
    table
}

const PYTHON: &str = "\
In a process of its own, after the others: the goals are of the client's processor time, which the server and other
processes have no part in. The ways take turns of 50 ms, there and back.";

fn python(ways: &[Way]) -> Table {
    let mut table = table(&["", "tenants", "µs", "of them the client's processor"]);
    for way in ways {
        table.add_row([
            format!("{}, {}", way.name, way.workload),
            grouped(&way.tenants),
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
