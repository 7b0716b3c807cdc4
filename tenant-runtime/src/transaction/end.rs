//! The end of a transaction, which is sent whatever happens, and which somebody has to see.

use tokio_postgres::Client;

use super::fate::Fate;
use crate::{answer::Answer, connection::State};

/// The end of a transaction or savepoint, which somebody has to see: a cancel request, meant for a
/// statement before it, can meet the `ROLLBACK` or `COMMIT`, and the transaction is open still.
///
/// Dropped before anything else was sent, as by a panic or with a future, it sends the rollback,
/// ahead of whatever runs on the connection next.
pub(super) struct End<'a> {
    client: &'a Client,
    state: &'a State,
    savepoint: Option<Savepoint<'a>>,
    is_sent: bool,
    is_seen: bool,
}

#[derive(Clone, Copy)]
struct Savepoint<'a> {
    around: &'a Fate,
    /// How many transactions it is within.
    depth: u32,
}

impl<'a> End<'a> {
    /// Of a transaction that is about to begin.
    pub(super) fn of(client: &'a Client, state: &'a State) -> Self {
        state.begin();
        Self {
            client,
            state,
            savepoint: None,
            is_sent: false,
            is_seen: false,
        }
    }

    /// Of a savepoint that is about to be set.
    pub(super) fn of_savepoint(
        client: &'a Client,
        state: &'a State,
        around: &'a Fate,
        depth: u32,
    ) -> Self {
        Self {
            client,
            state,
            savepoint: Some(Savepoint { around, depth }),
            is_sent: false,
            is_seen: false,
        }
    }

    /// How many transactions it is within.
    pub(super) fn depth(&self) -> u32 {
        self.savepoint.map_or(0, |savepoint| savepoint.depth)
    }

    pub(super) fn send_commit(&mut self) -> Result<Answer, tokio_postgres::Error> {
        let script = match self.savepoint {
            None => "COMMIT".into(),
            Some(Savepoint { depth, .. }) => format!("RELEASE SAVEPOINT s{depth}"),
        };
        self.is_sent = true;
        Answer::to(self.client, &script)
    }

    pub(super) fn send_rollback(&mut self) -> Result<Answer, tokio_postgres::Error> {
        let script = match self.savepoint {
            None => "ROLLBACK".into(),
            // Rolled back to, it is there still: each of many would cost the server some memory.
            Some(Savepoint { depth, .. }) => {
                format!("ROLLBACK TO SAVEPOINT s{depth}; RELEASE SAVEPOINT s{depth}")
            }
        };
        self.is_sent = true;
        Answer::to(self.client, &script)
    }

    /// Notes that the server said that it has ended.
    pub(super) fn see(&mut self) {
        if !self.is_seen && self.savepoint.is_none() {
            self.state.end();
        }
        self.is_seen = true;
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if !self.is_sent {
            // It fails where the connection is closed, which ends the transaction as well.
            let _ = self.send_rollback();
        }
        // A transaction whose end was not seen stays counted.
        if let (Some(savepoint), false) = (self.savepoint, self.is_seen) {
            savepoint.around.leave_unread();
        }
    }
}
