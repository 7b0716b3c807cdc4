//! One connection of the pool: the client, its statements, whom its session is set for, and
//! whether it is still clean.

use std::{
    collections::HashSet,
    hash::{Hash, Hasher},
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicUsize, Ordering},
    },
    time::Duration,
};

use parking_lot::{Mutex, MutexGuard};
use rustc_hash::{FxBuildHasher, FxHasher};
use tokio_postgres::Client;

use crate::{
    Error, ErrorKind, Result, cache::StatementCache, connect::Connect, route::Route,
    shelf::Counted, transaction::Fate,
};

/// A connection of the pool.
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) state: State,
    /// The tenant that it served last, for whom its session is set where the route sets any.
    pub(crate) tenant: Option<String>,
    /// Hashes of the tenants that it served; two with one hash merely count as one.
    served: HashSet<u64, FxBuildHasher>,
    _counted: Counted,
}

/// What is known about a connection besides its client.
///
/// Apart from the client, since a transaction borrows that one mutably.
pub(crate) struct State {
    pub(crate) statements: StatementCache,
    pub(crate) database: Arc<str>,
    pub(crate) route: Arc<Route>,
    condition: AtomicU8,
    /// How many transactions were begun whose end nobody has seen.
    open: AtomicUsize,
    /// Held while messages are sent that nothing may come between.
    sending: Mutex<()>,
}

/// Undoes what a user's own SQL can have left in a session.
///
/// `DISCARD ALL` is the same with `DEALLOCATE ALL`, which would also drop the statements that
/// tokio-postgres keeps to look types up, without its knowledge.
const RESET: &str = "\
ROLLBACK;
CLOSE ALL;
SET SESSION AUTHORIZATION DEFAULT;
RESET ROLE;
RESET ALL;
UNLISTEN *;
SELECT pg_catalog.pg_advisory_unlock_all();
DISCARD TEMP;
DISCARD SEQUENCES;
DO $$
DECLARE statement text;
BEGIN
    FOR statement IN SELECT name FROM pg_catalog.pg_prepared_statements WHERE from_sql LOOP
        EXECUTE pg_catalog.format('DEALLOCATE %I', statement);
    END LOOP;
END $$";

/// How long a statement that nobody waits for any more may still run before its connection is
/// closed instead of handed out, in which time another tenant waits for it.
const BUSY_LIMIT: Duration = Duration::from_millis(250);

/// How long a reset may take before the connection is closed instead.
const RESET_LIMIT: Duration = Duration::from_secs(5);

impl Connection {
    pub(crate) fn new(client: Client, state: State, counted: Counted) -> Self {
        Self {
            client,
            state,
            tenant: None,
            served: HashSet::default(),
            _counted: counted,
        }
    }

    /// Makes sure that nothing of its last user is left.
    pub(crate) async fn clean(&mut self, connector: &dyn Connect) -> Result<()> {
        if self.client.is_closed() {
            return Err(unfit());
        }
        let condition = self.state.condition();
        let (script, limit) = match (condition, self.state.is_in_transaction()) {
            (Condition::Clean, false) => return Ok(()),
            (Condition::Busy, false) => ("", BUSY_LIMIT),
            // Its end was sent, but a cancel request can have met it.
            (Condition::Clean | Condition::Busy, true) => ("ROLLBACK", BUSY_LIMIT),
            (Condition::Suspect | Condition::Touched, _) => (RESET, RESET_LIMIT),
            (Condition::Unknown, _) => return Err(unfit()),
        };
        let script = format!("{script}; {}", self.state.route.at_rest());
        match tokio::time::timeout(limit, self.client.batch_execute(&script)).await {
            Ok(Ok(())) => {
                // A reset also undoes what `set_for` did.
                if condition >= Condition::Suspect {
                    self.tenant = None;
                }
                // A user's `DEALLOCATE ALL` or `DISCARD ALL` may have taken the statements, of
                // which nobody can tell.
                if condition >= Condition::Touched {
                    self.state.statements.clear();
                }
                self.state.mark_reset();
                Ok(())
            }
            Ok(Err(error)) => Err(error.into()),
            Err(_) => {
                // Closing the connection would not end what runs on it.
                connector.cancel(self.client.cancel_token());
                Err(unfit())
            }
        }
    }

    /// Whether it can go to a tenant, or to none, as it is; then it is theirs.
    pub(crate) fn is_ready_for(&mut self, tenant: Option<&str>) -> bool {
        let clean = self.state.condition() == Condition::Clean && !self.state.is_in_transaction();
        if self.client.is_closed() || !clean {
            return false;
        }
        if self.tenant.as_deref() != tenant {
            if self.state.route.session_setup(tenant).is_some() {
                return false;
            }
            self.note(tenant);
        }
        true
    }

    /// Sets the session for a tenant, or for none, if it is not.
    ///
    /// If the server refuses, the session is as it was before: a script is one transaction.
    pub(crate) async fn set_for(&mut self, tenant: Option<&str>) -> Result<()> {
        if self.tenant.as_deref() == tenant {
            return Ok(());
        }
        if let Some(setup) = self.state.route.session_setup(tenant) {
            let doubt = Doubt::about(&self.state);
            let result = self.client.batch_execute(&setup).await;
            if !matches!(&result, Err(error) if error.as_db_error().is_none()) {
                doubt.settle();
            }
            result?;
            self.tenant = None;
        }
        self.note(tenant);
        Ok(())
    }

    /// Remembers whom it serves; if none, whom it served last, as its statements are still prepared.
    fn note(&mut self, tenant: Option<&str>) {
        let Some(tenant) = tenant else {
            return;
        };
        self.served.insert(hash(tenant));
        // In the place of the one before: connections that change their tenant do so with each statement.
        let name = self.tenant.get_or_insert_default();
        name.clear();
        name.push_str(tenant);
    }

    /// Ends a statement that nobody waits for any more; tells whether there may be one.
    pub(crate) fn end_busy(&self, connector: &dyn Connect) -> bool {
        let busy = self.state.condition() == Condition::Busy;
        if busy && tokio::runtime::Handle::try_current().is_ok() {
            connector.cancel(self.client.cancel_token());
        }
        busy
    }

    /// Whether it may serve a tenant, of so many at most: its backend grows with the tables of each.
    pub(crate) fn may_serve(&self, tenant: Option<&str>, most: usize) -> bool {
        self.served.len() < most || tenant.is_none_or(|tenant| self.served.contains(&hash(tenant)))
    }

    /// Whether it is of use to someone else: open, and possible to clean.
    pub(crate) fn is_worth_keeping(&self) -> bool {
        !self.client.is_closed() && self.state.condition() != Condition::Unknown
    }
}

fn hash(tenant: &str) -> u64 {
    let mut hasher = FxHasher::default();
    tenant.hash(&mut hasher);
    hasher.finish()
}

#[cold]
fn unfit() -> Error {
    Error::new(ErrorKind::Closed, "the connection did not become clean")
}

/// Whether a connection may go to the next user, in rising order of distrust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Condition {
    /// Only this library's own statements ran on it, and none of them leaves anything behind.
    Clean = 0,
    /// A statement may still be running on it: its answer was not read to the end.
    Busy = 1,
    /// What statements call may have left something, if the user said to count on that.
    Suspect = 2,
    /// The user had the client: the session's settings may have changed.
    Touched = 3,
    /// Something may be left on the server that no reset finds; it is closed.
    Unknown = 4,
}

impl State {
    pub(crate) fn new(statements: usize, database: Arc<str>, route: Arc<Route>) -> Self {
        let condition = AtomicU8::new(Condition::Clean as u8);
        Self {
            statements: StatementCache::new(statements),
            database,
            route,
            condition,
            open: AtomicUsize::new(0),
            sending: Mutex::default(),
        }
    }

    pub(crate) fn condition(&self) -> Condition {
        match self.condition.load(Ordering::Acquire) {
            0 => Condition::Clean,
            1 => Condition::Busy,
            2 => Condition::Suspect,
            3 => Condition::Touched,
            _ => Condition::Unknown,
        }
    }

    /// Whether the user had the client.
    pub(crate) fn is_touched(&self) -> bool {
        self.condition() >= Condition::Touched
    }

    /// Nobody else sends on the connection, or gets its client, for as long as the guard lives.
    pub(crate) fn send_alone(&self) -> MutexGuard<'_, ()> {
        self.sending.lock()
    }

    /// Makes the condition at least this bad.
    pub(crate) fn mark(&self, condition: Condition) {
        self.condition.fetch_max(condition as u8, Ordering::AcqRel);
    }

    /// Notes that a transaction was begun.
    pub(crate) fn begin(&self) {
        self.open.fetch_add(1, Ordering::AcqRel);
    }

    /// Notes that the end of a transaction was seen.
    pub(crate) fn end(&self) {
        self.open.fetch_sub(1, Ordering::AcqRel);
    }

    fn is_in_transaction(&self) -> bool {
        self.open.load(Ordering::Acquire) > 0
    }

    /// Notes that a reset succeeded.
    pub(crate) fn mark_reset(&self) {
        self.open.store(0, Ordering::Release);
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
    #[inline]
    pub(crate) fn on(state: Option<&'a State>, fate: Option<&'a Fate>) -> Self {
        Self { state, fate }
    }

    #[inline]
    pub(crate) fn settle(&mut self) {
        self.state = None;
        self.fate = None;
    }

    #[cold]
    fn note(&self) {
        if let Some(state) = self.state {
            state.mark(Condition::Busy);
        }
        if let Some(fate) = self.fate {
            fate.leave_unread();
        }
    }
}

impl Drop for Unread<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.state.is_some() || self.fate.is_some() {
            self.note();
        }
    }
}
