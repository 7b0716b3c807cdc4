//! What happened, in numbers, and what must not have happened, in words.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tenant::{Error, ErrorKind};

/// Violations that begin alike are kept in words once; all are counted.
const ALIKE: usize = 32;

#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) operations: Counter,
    pub(crate) dropped: Counter,
    pub(crate) panics: Counter,
    /// Backends that were terminated or whose statement was cancelled.
    pub(crate) terminated: Counter,
    pub(crate) rows: Counter,
    pub(crate) wrong_rows: Counter,
    pub(crate) dirty: Counter,
    pub(crate) violations: Counter,
    kept: Mutex<BTreeMap<String, String>>,
    errors: Mutex<BTreeMap<String, u64>>,
}

impl Tally {
    /// Notes what must not happen.
    pub(crate) fn violation(&self, what: String) {
        self.violations.add(1);
        let beginning = what.chars().take(ALIKE).collect();
        lock(&self.kept).entry(beginning).or_insert(what);
    }

    pub(crate) fn wrong_row(&self, what: String) {
        self.wrong_rows.add(1);
        self.violation(what);
    }

    pub(crate) fn dirty_connection(&self, what: String) {
        self.dirty.add(1);
        self.violation(what);
    }

    /// Counts an error by its kind, and the server's by their SQLSTATE.
    pub(crate) fn error(&self, error: &Error) {
        let kind = match error.code() {
            Some(code) => code.code().to_owned(),
            None => format!("{:?}", error.kind()),
        };
        *lock(&self.errors).entry(kind).or_default() += 1;
    }

    pub(crate) fn errors(&self) -> BTreeMap<String, u64> {
        lock(&self.errors).clone()
    }

    pub(crate) fn kept(&self) -> Vec<String> {
        lock(&self.kept).values().cloned().collect()
    }
}

/// Whether an error says no more than that somebody ended the connection or the statement.
pub(crate) fn is_ended(error: &Error) -> bool {
    // A new connection can be terminated before it is ready.
    matches!(error.kind(), ErrorKind::Closed | ErrorKind::Connect)
        || error
            .code()
            .is_some_and(|code| ["57P01", "57014"].contains(&code.code()))
}

pub(crate) fn lock<X>(mutex: &Mutex<X>) -> MutexGuard<'_, X> {
    // A panic on purpose leaves maps and lists whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
