//! Which cases are compared with which, and what is promised of them.

use serde::Serialize;

use crate::{
    cargo::Step,
    case::{Calls, Case, Code, Library, Size},
};

/// The most that a hundred tenants, or calls through handles, may cost: half as much again.
const LIMIT: f64 = 1.5;

/// The most that a thousand tenants may cost.
const LIMIT_OF_THOUSAND: f64 = 2.0;

/// The most that the calls of a release build may cost, in time.
const LIMIT_OF_RELEASE: f64 = 1.3;

/// Less than a peer, in time and in memory.
const LESS: f64 = 1.0;

/// A case beside the one that its time is divided by.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) step: Step,
    pub(crate) subject: Case,
    pub(crate) baseline: Case,
    /// The ratio of times that is promised not to be exceeded; against a peer, that of memory as well.
    pub(crate) goal: Option<f64>,
}

impl Comparison {
    /// Whether the promise is about memory too.
    pub(crate) fn is_of_memory(&self) -> bool {
        matches!(self.baseline.code, Code::Peer(_))
    }
}

/// The steps of which a ratio is promised, and which.
type Limits = Vec<(Step, f64)>;

/// The grid to be measured.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) tenants: Vec<usize>,
    pub(crate) tables: Vec<usize>,
    pub(crate) naive: Vec<Size>,
    /// Sizes of ours, beside one tenant with a peer.
    pub(crate) peers: Vec<Size>,
    pub(crate) used: Vec<Size>,
    pub(crate) calls: Vec<Calls>,
    pub(crate) steps: Vec<Step>,
}

impl Grid {
    /// Every case, a baseline beside its subjects, so that they are measured in the same weather.
    pub(crate) fn cases(&self) -> Vec<Case> {
        let mut cases = vec![
            Case::empty(Library::TokioPostgres),
            Case::empty(Library::Tenant),
        ];
        if !self.peers.is_empty() {
            cases.extend([Library::Diesel, Library::SeaOrm].map(Case::empty));
        }
        for (subject, baseline, _) in self.pairs() {
            for case in [baseline, subject] {
                if !cases.contains(&case) {
                    cases.push(case);
                }
            }
        }
        cases
    }

    pub(crate) fn comparisons(&self) -> Vec<Comparison> {
        let mut comparisons = Vec::new();
        for (subject, baseline, goals) in self.pairs() {
            for step in self.steps.iter().copied() {
                if step.is_for(&subject) {
                    let goal = goals.iter().find(|(goal, _)| *goal == step);
                    comparisons.push(Comparison {
                        step,
                        subject,
                        baseline,
                        goal: goal.map(|(_, limit)| *limit),
                    });
                }
            }
        }
        comparisons
    }

    /// Subjects and baselines, with the steps of which a ratio is promised.
    fn pairs(&self) -> Vec<(Case, Case, Limits)> {
        let mut pairs = Vec::new();
        for tables in self.tables.iter().copied() {
            let declared = |tenants| Case::new(Code::Declared, Size { tenants, tables });
            let Some((fewest, more)) = self.tenants.split_first() else {
                break;
            };
            for tenants in more {
                let limit = if *tenants <= 100 {
                    LIMIT
                } else {
                    LIMIT_OF_THOUSAND
                };
                let goals = vec![(Step::Check, limit), (Step::Debug, limit)];
                pairs.push((declared(*tenants), declared(*fewest), goals));
            }
        }
        for size in self.naive.iter().copied() {
            let baseline = Case::new(Code::Declared, size);
            pairs.push((Case::new(Code::Naive, size), baseline, Vec::new()));
        }
        for size in self.peers.iter().copied() {
            for peer in [Library::Diesel, Library::SeaOrm] {
                let one = Size { tenants: 1, ..size };
                let goals = [Step::Check, Step::Debug, Step::Release, Step::Rebuild];
                let goals = goals.map(|step| (step, LESS)).into();
                let baseline = Case::new(Code::Peer(peer), one);
                pairs.push((Case::new(Code::Declared, size), baseline, goals));
            }
        }
        for calls in self.calls.iter().copied() {
            for size in self.used.iter().copied() {
                let by_hand = Case::new(Code::ByHand(calls), size);
                let goals = vec![
                    (Step::Debug, LIMIT),
                    (Step::Program, LIMIT),
                    (Step::Release, LIMIT_OF_RELEASE),
                ];
                pairs.push((Case::new(Code::Used(calls), size), by_hand, goals));
            }
        }
        pairs
    }
}
