//! What has to come out.

use bench_report::Goal;
use clap::ValueEnum as _;

use crate::{
    contender::Contender,
    job::Workload,
    python::Way,
    report::{self, Report},
    rival::Comparison,
    times::Timing,
};

/// At most so many times the time by hand.
const BY_HAND: f64 = 1.02;

/// SQLAlchemy's client takes at least so many times as long.
const BY_PYTHON: f64 = 10.0;

/// At least so many times as fast as to set the path by hand.
const BY_PATH: f64 = 2.5;

/// The goals that the timings say something about.
pub(crate) fn of(report: &Report) -> Vec<Goal> {
    let Report {
        timings,
        comparisons,
        close,
        ..
    } = report;
    let mut goals = Vec::new();
    for workload in Workload::ALL {
        by_hand(close, workload, &mut goals);
    }
    by_path(timings, &mut goals);
    for rival in Contender::ALL.into_iter().filter(|each| each.is_rival()) {
        against(comparisons, rival, &mut goals);
    }
    match &report.python {
        Ok(ways) => python(timings, ways, &mut goals),
        Err(why) => goals.push(Goal {
            what: "SQLAlchemy was not measured".to_owned(),
            wanted: format!("≥ {BY_PYTHON}×"),
            measured: why.clone(),
            met: false,
        }),
    }
    goals
}

/// Whether the handles take no longer than by hand.
fn by_hand(timings: &[Timing], workload: Workload, goals: &mut Vec<Goal>) {
    let ours = timings
        .iter()
        .filter(|timing| timing.contender.is_ours() && timing.case.workload == workload);
    for timing in ours {
        goals.push(Goal {
            what: format!(
                "{}, {}: time against by hand",
                timing.case,
                report::handles(timing.contender)
            ),
            wanted: format!("≤ {BY_HAND}×"),
            measured: timing.ratio.close_times(),
            met: timing.ratio.median <= BY_HAND,
        });
    }
}

fn by_path(timings: &[Timing], goals: &mut Vec<Goal>) {
    let of = |contender| {
        timings.iter().find(|timing| {
            let case = timing.case;
            timing.contender == contender
                && (case.tenants, case.tasks) == (20, 1)
                && case.workload == Workload::Select
        })
    };
    let (ours, path) = (of(Contender::Static), of(Contender::HandPath));
    if let Some(ratio) = ours.and_then(|ours| path?.against(ours)) {
        goals.push(Goal {
            what: "point select, 20 tenants: `SET search_path` and reset by hand".to_owned(),
            wanted: format!("≥ {BY_PATH}×"),
            measured: ratio.times(),
            met: ratio.median >= BY_PATH,
        });
    }
}

/// Whether another library takes longer than ours in each case: with one task, and with several.
fn against(comparisons: &[Comparison], rival: Contender, goals: &mut Vec<Goal>) {
    for (is_one, tasks) in [(true, "one task"), (false, "16 or 64 tasks")] {
        let cases = || {
            comparisons.iter().filter(move |comparison| {
                comparison.peer == rival && (comparison.case.tasks == 1) == is_one
            })
        };
        let median = |comparison: &Comparison| comparison.ratio.median;
        if let Some(least) = cases().min_by(|one, other| median(one).total_cmp(&median(other))) {
            let (name, count) = (rival.name(), cases().count());
            goals.push(Goal {
                what: format!("{name}: slower in each of {count} cases with {tasks}"),
                wanted: "> 1×".to_owned(),
                measured: measured(least),
                met: median(least) > 1.0,
            });
        }
    }
}

fn measured(least: &Comparison) -> String {
    format!("{} at least ({})", least.ratio.times(), least.case)
}

/// Whether the client's part is as much less as it should be, with the same tenants in rotation.
fn python(timings: &[Timing], ways: &[Way], goals: &mut Vec<Goal>) {
    for way in ways {
        let ours = timings.iter().find(|timing| {
            let case = timing.case;
            timing.contender == Contender::OfTheSet
                && (case.tenants, case.tasks) == (way.tenants, 1)
                && Workload::from_str(&way.workload, true).is_ok_and(|kind| kind == case.workload)
        });
        if let Some(ours) = ours {
            let times = way.client_micros.median / ours.client_micros.median;
            let what = format!(
                "SQLAlchemy, {}, {}: the client's time",
                way.name,
                ours.case.workload.name()
            );
            goals.push(Goal::at_least(what, BY_PYTHON, times));
        }
    }
}
