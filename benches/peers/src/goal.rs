//! What has to come out.

use serde::Serialize;

use crate::{contender::Contender, job::Workload, times::Timing};

/// A goal, and what came of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Goal {
    pub(crate) what: String,
    pub(crate) wanted: String,
    pub(crate) measured: String,
    pub(crate) met: bool,
}

/// At most so many times the time by hand.
const BY_HAND: f64 = 1.02;

/// At least so many times as fast as to set the path by hand.
const BY_PATH: f64 = 2.5;

/// The goals that the timings say something about.
pub(crate) fn of(timings: &[Timing]) -> Vec<Goal> {
    let mut goals = Vec::new();
    for workload in Workload::ALL {
        by_hand(timings, workload, &mut goals);
    }
    by_path(timings, &mut goals);
    for rival in Contender::ALL.into_iter().filter(|each| each.is_rival()) {
        against(timings, rival, &mut goals);
    }
    goals
}

/// Whether the static handles take no longer than by hand.
fn by_hand(timings: &[Timing], workload: Workload, goals: &mut Vec<Goal>) {
    let ours = timings.iter().filter(|timing| {
        let case = timing.case;
        timing.contender == Contender::Static && case.workload == workload && case.tasks == 1
    });
    for timing in ours {
        let ratio = timing.ratio.median;
        goals.push(Goal {
            what: format!(
                "{}, {} tenants: time against by hand",
                workload.name(),
                timing.case.tenants
            ),
            wanted: format!("≤ {BY_HAND}×"),
            measured: format!("{ratio:.3}×"),
            met: ratio <= BY_HAND,
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
    if let (Some(ours), Some(path)) = (of(Contender::Static), of(Contender::HandPath)) {
        let times = path.ratio.median / ours.ratio.median;
        goals.push(Goal {
            what: "point select, 20 tenants: `SET search_path` and reset by hand".to_owned(),
            wanted: format!("≥ {BY_PATH}×"),
            measured: format!("{times:.2}×"),
            met: times >= BY_PATH,
        });
    }
}

/// Whether another library takes longer than ours in every case, with whichever of our handles is slowest.
fn against(timings: &[Timing], rival: Contender, goals: &mut Vec<Goal>) {
    let mut least: Option<(f64, &Timing)> = None;
    let mut count = 0;
    for timing in timings.iter().filter(|timing| timing.contender == rival) {
        let same = |other: &&Timing| {
            other.contender.is_ours()
                && other.case.workload == timing.case.workload
                && other.case.tenants == timing.case.tenants
                && other.case.tasks == timing.case.tasks
        };
        let ours = timings.iter().filter(same).map(|ours| ours.ratio.median);
        let Some(slowest) = ours.max_by(f64::total_cmp) else {
            continue;
        };
        count += 1;
        let times = timing.ratio.median / slowest;
        if least.is_none_or(|(least, _)| times < least) {
            least = Some((times, timing));
        }
    }
    if let Some((times, timing)) = least {
        goals.push(Goal {
            what: format!("{}: slower in each of {count} cases", rival.name()),
            wanted: "> 1×".to_owned(),
            measured: format!(
                "{times:.2}× at least ({}, {} tenants, {} tasks)",
                timing.case.workload.name(),
                timing.case.tenants,
                timing.case.tasks
            ),
            met: times > 1.0,
        });
    }
}
