//! Which cases are compared with which, and what is promised of them.

use serde::Serialize;

use crate::{
    cargo::Step,
    case::{Calls, Case, Code, Library, Size},
};

/// The most that one more tenant, or a call through a handle, may cost: half as much again.
const LIMIT: f64 = 1.5;

/// A case beside the one that its time is divided by.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) step: Step,
    pub(crate) subject: Case,
    pub(crate) baseline: Case,
    /// The ratio that is promised not to be exceeded.
    pub(crate) goal: Option<f64>,
}

/// The grid to be measured.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) tenants: Vec<usize>,
    pub(crate) tables: Vec<usize>,
    pub(crate) naive: Vec<Size>,
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
                    comparisons.push(Comparison {
                        step,
                        subject,
                        baseline,
                        goal: goals.contains(&step).then_some(LIMIT),
                    });
                }
            }
        }
        comparisons
    }

    /// Subjects and baselines, with the steps of which a ratio is promised.
    fn pairs(&self) -> Vec<(Case, Case, &'static [Step])> {
        let mut pairs = Vec::new();
        for tables in self.tables.iter().copied() {
            let declared = |tenants| Case::new(Code::Declared, Size { tenants, tables });
            let Some((fewest, more)) = self.tenants.split_first() else {
                break;
            };
            for tenants in more {
                let goals: &[Step] = &[Step::Check, Step::Debug];
                pairs.push((declared(*tenants), declared(*fewest), goals));
            }
        }
        for size in self.naive.iter().copied() {
            let baseline = Case::new(Code::Declared, size);
            pairs.push((Case::new(Code::Naive, size), baseline, &[]));
        }
        for calls in self.calls.iter().copied() {
            for size in self.used.iter().copied() {
                let by_hand = Case::new(Code::ByHand(calls), size);
                let goals: &[Step] = &[Step::Debug, Step::Program];
                pairs.push((Case::new(Code::Used(calls), size), by_hand, goals));
            }
        }
        pairs
    }
}
