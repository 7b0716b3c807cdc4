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
    /// By fingerprint; absent when the bound is zero.
    entries: Option<Mutex<LruCache<u64, Entry, FxBuildHasher>>>,
}

struct Entry {
    sql: Sql,
    schema: Box<str>,
    /// Absent after the first use.
    prepared: Option<Statement>,
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
        let entries = NonZeroUsize::new(bound)
            .map(|bound| Mutex::new(LruCache::with_hasher(bound, FxBuildHasher)));
        Self { entries }
    }

    /// Looks a statement up, and notes that it was used.
    pub(crate) fn plan(&self, sql: &Sql, schema: &str) -> Plan {
        let Some(mut entries) = self.lock() else {
            return Plan::Unprepared;
        };
        let fingerprint = sql.fingerprint(schema);
        match entries.get(&fingerprint) {
            Some(entry) if entry.is(sql, schema) => match &entry.prepared {
                Some(statement) => Plan::Prepared(statement.clone()),
                None => Plan::Prepare,
            },
            // Two statements with one fingerprint share a place; the later one goes without.
            Some(_) => Plan::Unprepared,
            None => {
                entries.put(fingerprint, Entry::new(sql, schema, None));
                Plan::Unprepared
            }
        }
    }

    /// Keeps a statement that was prepared.
    pub(crate) fn store(&self, sql: &Sql, schema: &str, statement: Statement) {
        if let Some(mut entries) = self.lock() {
            entries.put(
                sql.fingerprint(schema),
                Entry::new(sql, schema, Some(statement)),
            );
        }
    }

    /// Forgets a statement that the server no longer runs.
    pub(crate) fn remove(&self, sql: &Sql, schema: &str) {
        if let Some(mut entries) = self.lock() {
            entries.pop(&sql.fingerprint(schema));
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, LruCache<u64, Entry, FxBuildHasher>>> {
        // Every critical section leaves the map whole, also when it panics.
        let entries = self.entries.as_ref()?;
        Some(entries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Entry {
    fn new(sql: &Sql, schema: &str, prepared: Option<Statement>) -> Self {
        Self {
            sql: sql.clone(),
            schema: schema.into(),
            prepared,
        }
    }

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
    fn the_least_recently_used_statement_makes_room() {
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
