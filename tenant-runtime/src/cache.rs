//! The statements of one connection, bounded in number.
//!
//! A statement is sent unprepared the first time, in one round trip; it is prepared when it comes
//! again. Beyond the bound, the one that was not used for longest is dropped, which closes it on
//! the server: a prepared statement costs a backend about 18 KB.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use rustc_hash::FxBuildHasher;
use tokio_postgres::Statement;

use crate::sql::Sql;

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
    pub(crate) fn plan(&self, sql: &Sql, schema: &str) -> Plan {
        let Some(mut known) = self.lock() else {
            return Plan::Unprepared;
        };
        let Known { prepared, seen } = &mut *known;
        let fingerprint = sql.fingerprint(schema);
        match prepared.get(&fingerprint) {
            Some(entry) if entry.is(sql, schema) => Plan::Prepared(entry.statement.clone()),
            None if seen.put(fingerprint, ()).is_some() => Plan::Prepare,
            // New; or of another statement's fingerprint, whose place it does not take.
            None | Some(_) => Plan::Unprepared,
        }
    }

    /// Keeps a statement that was prepared.
    pub(crate) fn store(&self, sql: &Sql, schema: &str, statement: Statement) {
        if let Some(mut known) = self.lock() {
            let fingerprint = sql.fingerprint(schema);
            let (sql, schema) = (sql.clone(), schema.into());
            known.seen.pop(&fingerprint);
            known.prepared.put(
                fingerprint,
                Entry {
                    sql,
                    schema,
                    statement,
                },
            );
        }
    }

    /// Forgets a statement that the server refuses.
    pub(crate) fn remove(&self, sql: &Sql, schema: &str) {
        if let Some(mut known) = self.lock() {
            let fingerprint = sql.fingerprint(schema);
            known.prepared.pop(&fingerprint);
            known.seen.pop(&fingerprint);
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Known>> {
        // Every critical section leaves the maps whole, also when it panics.
        let known = self.known.as_ref()?;
        Some(known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Entry {
    fn is(&self, sql: &Sql, schema: &str) -> bool {
        *self.schema == *schema && self.sql == *sql
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::Piece;

    #[test]
    fn a_statement_is_prepared_from_the_second_use_on() {
        let cache = StatementCache::new(2);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        assert!(matches!(cache.plan(&sql, "a"), Plan::Unprepared));
        assert!(matches!(cache.plan(&sql, "a"), Plan::Prepare));
        assert!(
            matches!(cache.plan(&sql, "b"), Plan::Unprepared),
            "another schema, another statement"
        );
    }

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let cache = StatementCache::new(2);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        for schema in ["a", "b", "a", "c"] {
            cache.plan(&sql, schema);
        }
        assert!(matches!(cache.plan(&sql, "a"), Plan::Prepare));
        assert!(matches!(cache.plan(&sql, "b"), Plan::Unprepared));
    }

    #[test]
    fn without_a_bound_nothing_is_prepared() {
        let cache = StatementCache::new(0);
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        for _ in 0..3 {
            assert!(matches!(cache.plan(&sql, "a"), Plan::Unprepared));
        }
    }
}
