//! The statements of one connection, bounded in number.
//!
//! A statement is sent unprepared the first time, in one round trip; it is prepared when it comes
//! again. Beyond the bound, the one that was not used for longest is dropped, which closes it on
//! the server: a prepared statement costs a backend up to about 18 KB.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use rustc_hash::FxBuildHasher;
use tokio_postgres::Statement;

use crate::sql::{Sql, Wording};

/// The statements of one connection.
pub(crate) struct StatementCache {
    /// Absent when the bound is zero.
    known: Option<Mutex<Known>>,
}

struct Known {
    prepared: LruCache<u64, Entry, FxBuildHasher>,
    /// The fingerprints of statements that were used once. Apart from the prepared ones, so that
    /// however many statements are never used again, they close none that is in use. Two with one
    /// fingerprint merely have one of them prepared too early.
    seen: LruCache<u64, (), FxBuildHasher>,
}

struct Entry {
    sql: Sql,
    schema: Box<str>,
    qualified: bool,
    statement: Statement,
}

/// How a statement is to be run.
pub(crate) enum Plan {
    /// Send the text, without preparing it.
    Unprepared,
    /// Prepare it, store it, run it.
    Prepare,
    /// Run this.
    Prepared(Statement),
}

impl StatementCache {
    pub(crate) fn new(bound: usize) -> Self {
        let known = NonZeroUsize::new(bound).map(|bound| {
            Mutex::new(Known {
                prepared: LruCache::with_hasher(bound, FxBuildHasher),
                seen: LruCache::with_hasher(bound, FxBuildHasher),
            })
        });
        Self { known }
    }

    /// Looks a statement up, and notes that it was used.
    pub(crate) fn plan(&self, wording: Wording<'_>) -> Plan {
        let Some(mut known) = self.lock() else {
            return Plan::Unprepared;
        };
        let Known { prepared, seen } = &mut *known;
        let fingerprint = wording.fingerprint();
        match prepared.get(&fingerprint) {
            Some(entry) if entry.is(wording) => Plan::Prepared(entry.statement.clone()),
            None if seen.put(fingerprint, ()).is_some() => Plan::Prepare,
            // New; or of another statement's fingerprint, whose place it does not take.
            None | Some(_) => Plan::Unprepared,
        }
    }

    /// Keeps a statement that was prepared.
    pub(crate) fn store(&self, wording: Wording<'_>, statement: Statement) {
        if let Some(mut known) = self.lock() {
            let fingerprint = wording.fingerprint();
            known.seen.pop(&fingerprint);
            known.prepared.put(
                fingerprint,
                Entry {
                    sql: wording.sql.clone(),
                    schema: wording.schema.into(),
                    qualified: wording.qualified,
                    statement,
                },
            );
        }
    }

    /// Forgets a statement that the server refuses.
    pub(crate) fn remove(&self, wording: Wording<'_>) {
        if let Some(mut known) = self.lock() {
            let fingerprint = wording.fingerprint();
            known.prepared.pop(&fingerprint);
            known.seen.pop(&fingerprint);
        }
    }

    /// Forgets all of them, which closes them on the server.
    pub(crate) fn clear(&self) {
        if let Some(mut known) = self.lock() {
            known.prepared.clear();
            known.seen.clear();
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Known>> {
        // Every critical section leaves the maps whole, also when it panics.
        let known = self.known.as_ref()?;
        Some(known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Entry {
    fn is(&self, wording: Wording<'_>) -> bool {
        *self.schema == *wording.schema
            && self.qualified == wording.qualified
            && self.sql == *wording.sql
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::Piece;

    fn plan(cache: &StatementCache, sql: &Sql, schema: &str) -> Plan {
        cache.plan(Wording {
            sql,
            schema,
            qualified: true,
        })
    }

    #[test]
    fn a_statement_is_prepared_from_the_second_use_on() {
        let cache = StatementCache::new(2);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        assert!(matches!(plan(&cache, &sql, "a"), Plan::Unprepared));
        assert!(matches!(plan(&cache, &sql, "a"), Plan::Prepare));
        assert!(
            matches!(plan(&cache, &sql, "b"), Plan::Unprepared),
            "another schema, another statement"
        );
    }

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let cache = StatementCache::new(2);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        for schema in ["a", "b", "a", "c"] {
            plan(&cache, &sql, schema);
        }
        assert!(matches!(plan(&cache, &sql, "a"), Plan::Prepare));
        assert!(matches!(plan(&cache, &sql, "b"), Plan::Unprepared));
    }

    #[test]
    fn without_a_bound_nothing_is_prepared() {
        let cache = StatementCache::new(0);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        for _ in 0..3 {
            assert!(matches!(plan(&cache, &sql, "a"), Plan::Unprepared));
        }
    }
}
