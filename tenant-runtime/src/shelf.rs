//! The idle connections, by whom they served last.
//!
//! A pool of interchangeable connections cannot tell them apart; these differ by what they know:
//! the tenant that their session is set for, and whose tables and statements their backend has in
//! its caches.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::Mutex;

use crate::connection::Connection;

/// The idle connections of a pool, and how many there are with those in use.
#[derive(Default)]
pub(crate) struct Shelf {
    /// Those that were used last at the end.
    idle: Mutex<Vec<Idle>>,
    open: Arc<AtomicUsize>,
}

struct Idle {
    connection: Box<Connection>,
    since: Instant,
}

/// Whom a connection is taken for.
#[derive(Clone, Copy)]
pub(crate) struct Whom<'a> {
    pub(crate) tenant: Option<&'a str>,
    /// Whether connections never change their tenant.
    pub(crate) dedicated: bool,
    /// How many tenants a connection may serve.
    pub(crate) most: usize,
}

/// Counts a connection for as long as it is open.
pub(crate) struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Shelf {
    /// Takes the connection that suits a tenant best: one that served it last, or else one that
    /// served none, or else the one that was used last, of those that may serve so many tenants and have not.
    /// Dedicated ones never change their tenant.
    pub(crate) fn take(&self, whom: Whom<'_>) -> Option<Box<Connection>> {
        take(&mut self.idle.lock(), whom)
    }

    /// The same, of those that were idle for less than an age; the others are closed.
    pub(crate) fn take_young(&self, whom: Whom<'_>, age: Duration) -> Option<Box<Connection>> {
        // Dropped after the lock is released.
        let _closed: Vec<_>;
        let mut idle = self.idle.lock();
        let is_old = |idle: &Idle| idle.since.elapsed() >= age;
        if idle.first().is_some_and(is_old) {
            let young = idle.partition_point(is_old);
            _closed = idle.drain(..young).collect();
        }
        take(&mut idle, whom)
    }

    /// Makes room for one more connection: below the bound there is, otherwise the one that was not
    /// used for longest is closed.
    pub(crate) fn reserve(&self, bound: usize) -> Counted {
        let mut idle = self.idle.lock();
        if self.open.load(Ordering::Acquire) >= bound && !idle.is_empty() {
            drop(idle.remove(0));
        }
        self.open.fetch_add(1, Ordering::AcqRel);
        Counted(Arc::clone(&self.open))
    }

    pub(crate) fn put(&self, connection: Box<Connection>) {
        let since = Instant::now();
        self.idle.lock().push(Idle { connection, since });
    }

    pub(crate) fn clear(&self) {
        let _closed = std::mem::take(&mut *self.idle.lock());
    }

    /// How many connections there are, and how many of them are idle.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let idle = self.idle.lock().len();
        (self.open.load(Ordering::Acquire), idle)
    }
}

/// The one that suits best.
fn take(idle: &mut Vec<Idle>, whom: Whom<'_>) -> Option<Box<Connection>> {
    let Whom {
        tenant,
        dedicated,
        most,
    } = whom;
    let its_own = last(idle, |connection| connection.tenant.as_deref() == tenant);
    let position = its_own.or_else(|| {
        if dedicated {
            return None;
        }
        let has_room = |connection: &Connection| connection.may_serve(tenant, most);
        let is_new = |connection: &Connection| connection.tenant.is_none() && has_room(connection);
        last(idle, is_new)
            .or_else(|| last(idle, has_room))
            // None has room: the place of the last is taken by a new one.
            .or(idle.len().checked_sub(1))
    })?;
    Some(idle.remove(position).connection)
}

fn last(idle: &[Idle], suits: impl Fn(&Connection) -> bool) -> Option<usize> {
    idle.iter().rposition(|idle| suits(&idle.connection))
}
