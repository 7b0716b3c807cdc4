//! Which cases are compared with which, and what is promised of them.

use serde::Serialize;

use crate::{
    case::{Calls, Case, Code, Library, Size},
    step::Step,
};

/// The most that a hundred tenants may cost: half as much again.
const LIMIT: f64 = 1.5;

/// The most that a thousand tenants may cost.
const LIMIT_OF_THOUSAND: f64 = 2.0;

/// How many tables there are of which these two are promised, at least.
const PROMISED_TABLES: usize = 50;

/// The most that calls through handles may cost, in time and in the size of the program.
const LIMIT_OF_CALLS: f64 = 1.3;

/// Less than a peer, in time and in memory.
const LESS: f64 = 1.0;

/// The ratios that are promised not to be exceeded.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Limits {
    pub(crate) time: Option<f64>,
    pub(crate) memory: Option<f64>,
    /// Of the size of a program.
    pub(crate) program: Option<f64>,
}

/// A case beside the one that its figures are divided by.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) step: Step,
    pub(crate) subject: Case,
    pub(crate) baseline: Case,
    pub(crate) limits: Limits,
}

/// What is compared in each step, and what is promised.
struct Pair {
    subject: Case,
    baseline: Case,
    limits: fn(Case, Step) -> Limits,
}

/// The grid to be measured.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) tenants: Vec<usize>,
    pub(crate) tables: Vec<usize>,
    pub(crate) naive: Vec<Size>,
    /// Sizes of ours, beside one tenant with a peer.
    pub(crate) peers: Vec<Size>,
    /// Sizes of ours, beside as many tenants with a peer.
    pub(crate) per_schema: Vec<Size>,
    pub(crate) used: Vec<Size>,
    pub(crate) calls: Vec<Calls>,
    /// Sizes of which every handle is used, to be built again with many more declared.
    pub(crate) unused: Vec<Size>,
    pub(crate) steps: Vec<Step>,
    /// Which of them for the peers' tables, as their libraries take long to compile.
    pub(crate) steps_of_peers: Vec<Step>,
    /// Which of them for the naive expansion, each of which takes long.
    pub(crate) steps_of_naive: Vec<Step>,
}

const PEERS: [Library; 2] = [Library::Diesel, Library::SeaOrm];

impl Grid {
    /// What is timed: a baseline beside its subjects, so that they are measured in the same weather.
    pub(crate) fn timed(&self) -> Vec<Case> {
        let mut cases = vec![
            Case::empty(Library::TokioPostgres),
            Case::empty(Library::Tenant),
        ];
        if !self.peers.is_empty() || !self.per_schema.is_empty() {
            cases.extend(PEERS.map(Case::empty));
        }
        let pairs = self.pairs();
        add(
            &mut cases,
            pairs.iter().flat_map(|pair| [pair.baseline, pair.subject]),
        );
        cases
    }

    /// Every case.
    pub(crate) fn cases(&self) -> Vec<Case> {
        let mut cases = self.timed();
        add(&mut cases, self.unused());
        cases
    }

    /// Whether a step of a case is timed.
    pub(crate) fn has(&self, step: Step, case: &Case) -> bool {
        let is_wanted = match case.code {
            Code::Naive => self.steps_of_naive.contains(&step),
            Code::Aliases => step == Step::Check,
            _ if PEERS.contains(&case.library()) => self.steps_of_peers.contains(&step),
            _ => true,
        };
        is_wanted && self.steps.contains(&step) && step.is_for(case)
    }

    /// Whether a case is compiled before a step is timed: for its dependencies, or as incremental builds start
    /// from it.
    pub(crate) fn prepares(&self, step: Step, case: &Case) -> bool {
        let is_empty = matches!(case.code, Code::Empty(_));
        self.has(step, case) && (is_empty || step == Step::Rebuild)
    }

    pub(crate) fn comparisons(&self) -> Vec<Comparison> {
        let mut comparisons = Vec::new();
        for pair in self.pairs() {
            for step in Step::ALL {
                if self.has(step, &pair.subject) && self.has(step, &pair.baseline) {
                    comparisons.push(Comparison {
                        step,
                        subject: pair.subject,
                        baseline: pair.baseline,
                        limits: (pair.limits)(pair.subject, step),
                    });
                }
            }
        }
        comparisons
    }

    /// Programs that use every handle, and are built again with more.
    pub(crate) fn unused(&self) -> Vec<Case> {
        let of = |calls: &Calls| {
            let calls = Code::Used(*calls);
            self.unused.iter().map(move |size| Case::new(calls, *size))
        };
        self.calls.iter().flat_map(of).collect()
    }

    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = self.pairs_of_tenants();
        for size in self.naive.iter().copied() {
            pairs.push(Pair {
                subject: Case::new(Code::Naive, size),
                baseline: Case::new(Code::Declared, size),
                limits: |_, _| Limits::default(),
            });
        }
        let one = |size| (size, Size { tenants: 1, ..size });
        let beside_one = self.peers.iter().copied().map(one);
        let beside_all = self.per_schema.iter().map(|size| (*size, *size));
        for (ours, theirs) in beside_one.chain(beside_all) {
            for peer in PEERS {
                pairs.push(Pair {
                    subject: Case::new(Code::Declared, ours),
                    baseline: Case::new(Code::Peer(peer), theirs),
                    limits: of_peers,
                });
            }
        }
        for calls in self.calls.iter().copied() {
            for size in self.used.iter().copied() {
                pairs.push(Pair {
                    subject: Case::new(Code::Used(calls), size),
                    baseline: Case::new(Code::ByHand(calls), size),
                    limits: of_calls,
                });
            }
        }
        pairs
    }

    /// More tenants against the fewest.
    fn pairs_of_tenants(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for tables in self.tables.iter().copied() {
            let declared = |tenants| Case::new(Code::Declared, Size { tenants, tables });
            let Some((fewest, more)) = self.tenants.split_first() else {
                break;
            };
            for tenants in more {
                pairs.push(Pair {
                    subject: declared(*tenants),
                    baseline: declared(*fewest),
                    limits: of_tenants,
                });
                // Where that is much, how much of it is for the names alone.
                if *tenants > 100 {
                    pairs.push(Pair {
                        subject: declared(*tenants),
                        baseline: Case::new(Code::Aliases, declared(*tenants).size),
                        limits: |_, _| Limits::default(),
                    });
                }
            }
        }
        pairs
    }
}

/// Adds what is not there yet.
fn add(cases: &mut Vec<Case>, more: impl IntoIterator<Item = Case>) {
    for case in more {
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
}

/// The promise is for fifty tables: with few, there is hardly anything that a thousand tenants could be added to.
fn of_tenants(subject: Case, step: Step) -> Limits {
    if subject.size.tables < PROMISED_TABLES {
        return Limits::default();
    }
    let limit = if subject.size.tenants <= 100 {
        LIMIT
    } else {
        LIMIT_OF_THOUSAND
    };
    Limits {
        time: matches!(step, Step::Check | Step::Debug).then_some(limit),
        ..Limits::default()
    }
}

/// More than a hundred tenants are not promised to cost less than one with a peer.
fn of_peers(subject: Case, _: Step) -> Limits {
    let limit = (subject.size.tenants <= 100).then_some(LESS);
    Limits {
        time: limit,
        memory: limit,
        program: None,
    }
}

/// A check makes no program, and its calls are promised nothing.
fn of_calls(_: Case, step: Step) -> Limits {
    match step {
        Step::Check | Step::Rebuild => Limits::default(),
        Step::Debug => Limits {
            time: Some(LIMIT_OF_CALLS),
            ..Limits::default()
        },
        Step::Release => Limits {
            time: Some(LIMIT_OF_CALLS),
            program: Some(LIMIT_OF_CALLS),
            memory: None,
        },
    }
}
