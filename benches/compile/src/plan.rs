//! Which cases are compared with which, and what is promised of them.

use serde::Serialize;

use crate::{
    bounds::Bounds,
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

/// How many handles there are, of which each has a call, where that is promised.
const PROMISED_CALLS: Size = Size {
    tenants: 10,
    tables: 50,
};

/// Less than a peer, in time and in memory.
const LESS: f64 = 1.0;

/// So few handles are compiled in so little time that whatever disturbs it is a large part: they are measured in every
/// round, which costs little.
const QUICK: usize = 10;

/// As many schemas with a peer as with us: of this size, in every round as well.
const CLOSE_PER_SCHEMA: Size = Size {
    tenants: 10,
    tables: 10,
};

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
    /// Those that have the same one make one goal together.
    #[serde(skip)]
    pub(crate) promise: Promise,
}

/// How a goal names what it holds against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Promise {
    /// The two cases.
    Pair(Case, Case),
    /// As many schemas with a peer, whatever their number and that of their tables.
    PerSchema(Library),
    /// The same, with a call on each.
    CallsPerSchema(Library),
}

/// What is compared in each step, and what is promised.
struct Pair {
    subject: Case,
    baseline: Case,
    limits: fn(Case, Step) -> Limits,
    promise: Promise,
    /// Whether both are measured in every round, and not only in some.
    close: bool,
}

impl Pair {
    /// Measured in every round, and promised on its own.
    fn new(subject: Case, baseline: Case, limits: fn(Case, Step) -> Limits) -> Self {
        Self {
            subject,
            baseline,
            limits,
            promise: Promise::Pair(subject, baseline),
            close: true,
        }
    }
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
    /// Which sizes are too large for a step.
    pub(crate) bounds: Bounds,
}

const PEERS: [Library; 2] = [Library::Diesel, Library::SeaOrm];

impl Grid {
    /// What is timed, in this order: most baselines beside their subjects, in the same weather.
    pub(crate) fn timed(&self) -> Vec<Case> {
        let mut cases = self.considered();
        cases.retain(|case| Step::ALL.into_iter().any(|step| self.has(step, case)));
        cases
    }

    fn considered(&self) -> Vec<Case> {
        let mut cases = vec![
            Case::empty(Library::TokioPostgres),
            Case::empty(Library::Tenant),
        ];
        if !self.peers.is_empty() || !self.per_schema.is_empty() {
            cases.extend(PEERS.map(Case::empty));
        }
        for pair in self.pairs() {
            add(&mut cases, [pair.baseline, pair.subject]);
        }
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
        self.considers(step, case) && self.bounds.allow(step, case)
    }

    /// Whether a step of a case would be timed, were it not for its bound.
    fn considers(&self, step: Step, case: &Case) -> bool {
        let is_wanted = case.code != Code::Aliases || step == Step::Check;
        is_wanted && self.steps.contains(&step) && step.is_for(case)
    }

    /// What is not timed, as it is too large.
    pub(crate) fn left_out(&self) -> Vec<(Step, Case)> {
        let cases = self.considered();
        let is_left = |step, case: &Case| {
            case.size.handles() > 0 && self.considers(step, case) && !self.has(step, case)
        };
        let of = |step| {
            let left = cases.iter().filter(move |case| is_left(step, case));
            left.map(move |case| (step, *case)).collect::<Vec<_>>()
        };
        Step::ALL.into_iter().flat_map(of).collect()
    }

    /// The cases that are measured in every round.
    pub(crate) fn close(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        let is_close = |pair: &Pair| pair.close || pair.subject.size.handles() <= QUICK;
        for pair in self.pairs().into_iter().filter(is_close) {
            add(&mut cases, [pair.baseline, pair.subject]);
        }
        cases
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
                        promise: pair.promise,
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
            let naive = Case::new(Code::Naive, size);
            pairs.push(Pair {
                close: false,
                ..Pair::new(naive, Case::new(Code::Declared, size), nothing)
            });
        }
        pairs.extend(self.pairs_of_peers());
        for calls in self.calls.iter().copied() {
            for size in self.used.iter().copied() {
                let used = Case::new(Code::Used(calls), size);
                pairs.push(Pair {
                    close: size == PROMISED_CALLS,
                    ..Pair::new(used, Case::new(Code::ByHand(calls), size), of_calls)
                });
                if self.per_schema.is_empty() {
                    continue;
                }
                for peer in PEERS {
                    let theirs = Case::new(Code::ByPeer(peer, calls), size);
                    pairs.push(Pair {
                        promise: Promise::CallsPerSchema(peer),
                        close: false,
                        ..Pair::new(used, theirs, of_peers)
                    });
                }
            }
        }
        pairs
    }

    /// Ours against one tenant with a peer, and against as many.
    fn pairs_of_peers(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for size in self.peers.iter().copied() {
            let one = Size { tenants: 1, ..size };
            for peer in PEERS {
                let theirs = Case::new(Code::Peer(peer), one);
                pairs.push(Pair::new(Case::new(Code::Declared, size), theirs, of_peers));
            }
        }
        for size in self.per_schema.iter().copied() {
            for peer in PEERS {
                let theirs = Case::new(Code::Peer(peer), size);
                pairs.push(Pair {
                    promise: Promise::PerSchema(peer),
                    close: size == CLOSE_PER_SCHEMA,
                    ..Pair::new(Case::new(Code::Declared, size), theirs, of_peers)
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
                pairs.push(Pair::new(declared(*tenants), declared(*fewest), of_tenants));
                // Where that is much, how much of it is for the names alone.
                if *tenants > 100 {
                    let aliases = Case::new(Code::Aliases, declared(*tenants).size);
                    pairs.push(Pair::new(declared(*tenants), aliases, nothing));
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

fn nothing(_: Case, _: Step) -> Limits {
    Limits::default()
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

/// Few calls hardly differ from none, and what thousands come to is not promised. A check makes no program, and its
/// calls are promised nothing.
fn of_calls(subject: Case, step: Step) -> Limits {
    if subject.size != PROMISED_CALLS {
        return Limits::default();
    }
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
