//! What is known of how a transaction will end.

use std::sync::atomic::{AtomicBool, Ordering};

use super::opening::Opening;
use crate::{Error, ErrorKind};

/// What is known of how a transaction will end, from its opening on.
#[derive(Debug)]
pub(crate) struct Fate {
    opening: Opening,
    /// The server refused a statement in it.
    failed: AtomicBool,
    /// Nobody read the whole answer to a statement in it.
    unread: AtomicBool,
    /// It lost to a concurrent one, and can be run again.
    lost: AtomicBool,
    attempt: Option<Attempt>,
}

/// Which attempt of a transaction that is run again where it lost to a concurrent one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// From 1 on.
    pub(crate) number: u32,
    pub(crate) limit: u32,
}

impl Fate {
    pub(super) fn new(opening: Opening, attempt: Option<Attempt>) -> Self {
        Self {
            opening,
            failed: AtomicBool::default(),
            unread: AtomicBool::default(),
            lost: AtomicBool::default(),
            attempt,
        }
    }

    pub(crate) fn opening(&self) -> &Opening {
        &self.opening
    }

    pub(super) fn attempt(&self) -> Option<Attempt> {
        self.attempt
    }

    /// Notes what the server refused; the error then says which attempt it ended.
    pub(crate) fn fail(&self, error: Error) -> Error {
        self.failed.store(true, Ordering::Release);
        if error.kind() != ErrorKind::Serialization {
            return error;
        }
        self.lose();
        error.in_attempt(self.attempt)
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    pub(crate) fn leave_unread(&self) {
        self.unread.store(true, Ordering::Release);
    }

    pub(super) fn is_unread(&self) -> bool {
        self.unread.load(Ordering::Acquire)
    }

    pub(super) fn lose(&self) {
        self.lost.store(true, Ordering::Release);
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }
}
