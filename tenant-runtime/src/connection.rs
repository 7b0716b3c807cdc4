//! One connection of the pool: the client, its statements, and whether it is still clean.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use tokio_postgres::Client;

use crate::{cache::StatementCache, transaction::Fate};

/// A connection of the pool.
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) state: State,
}

/// What is known about a connection besides its client.
///
/// Apart from the client, since a transaction borrows that one mutably.
pub(crate) struct State {
    pub(crate) statements: StatementCache,
    pub(crate) database: Arc<str>,
    condition: AtomicU8,
}

/// Whether a connection may go to the next user, in rising order of distrust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Condition {
    /// Only this library's own statements ran on it, and none of them leaves anything behind.
    Clean = 0,
    /// A statement may still be running on it: its answer was not read to the end.
    Busy = 1,
    /// The user had the client: the session's settings may have changed.
    Touched = 2,
    /// Something may be left on the server that no reset finds; it is closed.
    Unknown = 3,
}

impl State {
    pub(crate) fn new(statements: usize, database: Arc<str>) -> Self {
        let condition = AtomicU8::new(Condition::Clean as u8);
        Self {
            statements: StatementCache::new(statements),
            database,
            condition,
        }
    }

    pub(crate) fn condition(&self) -> Condition {
        match self.condition.load(Ordering::Acquire) {
            0 => Condition::Clean,
            1 => Condition::Busy,
            2 => Condition::Touched,
            _ => Condition::Unknown,
        }
    }

    /// Makes the condition at least this bad.
    pub(crate) fn mark(&self, condition: Condition) {
        self.condition.fetch_max(condition as u8, Ordering::AcqRel);
    }

    /// Notes that a reset succeeded.
    pub(crate) fn mark_reset(&self) {
        self.condition
            .store(Condition::Clean as u8, Ordering::Release);
    }
}

/// Distrusts the connection unless the guarded step was seen through.
///
/// A future can be dropped at any `await`; a guard is what still runs then.
pub(crate) struct Doubt<'a>(Option<&'a State>);

impl<'a> Doubt<'a> {
    pub(crate) fn about(state: &'a State) -> Self {
        Self(Some(state))
    }

    pub(crate) fn settle(mut self) {
        self.0 = None;
    }
}

impl Drop for Doubt<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.0 {
            state.mark(Condition::Unknown);
        }
    }
}

/// Notes that an answer was not read to its end, unless it was.
///
/// Until then the server may still be at work for a caller who has gone, and what it says may be
/// an error that nobody sees.
pub(crate) struct Unread<'a> {
    state: Option<&'a State>,
    fate: Option<&'a Fate>,
}

impl<'a> Unread<'a> {
    pub(crate) fn on(state: Option<&'a State>, fate: Option<&'a Fate>) -> Self {
        Self { state, fate }
    }

    pub(crate) fn settle(&mut self) {
        self.state = None;
        self.fate = None;
    }
}

impl Drop for Unread<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.state {
            state.mark(Condition::Busy);
        }
        if let Some(fate) = self.fate {
            fate.leave_unread();
        }
    }
}
