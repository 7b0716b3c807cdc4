//! The statements of one connection, bounded in number.
//!
//! A statement is sent unprepared the first time, in one round trip; it is prepared when it comes
//! again. Beyond the bound, the one that was moved to the front longest ago is dropped, by and large the
//! one that was not used for longest, which closes it on the server: a prepared statement costs a backend
//! up to about 18 KB.

use std::{hash::Hasher, num::NonZeroUsize};

use lru::LruCache;
use parking_lot::{Mutex, MutexGuard};
use rustc_hash::{FxBuildHasher, FxHasher};
use tokio_postgres::Statement;

use crate::identity::Identity;

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
    /// How many statements were looked for.
    looked: u64,
}

struct Entry {
    identity: Identity,
    schema: Box<str>,
    qualified: bool,
    statement: Statement,
    /// When it was moved to the front, in statements that were looked for.
    moved: u64,
}

/// What a statement is found by.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    pub(crate) identity: Identity,
    pub(crate) schema: &'a str,
    /// Whether tables are named with the schema.
    pub(crate) qualified: bool,
}

/// How a statement is to be run.
pub(crate) enum How {
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
                looked: 0,
            })
        });
        Self { known }
    }

    /// Looks a statement up, and notes that it was used.
    #[expect(
        clippy::inline_always,
        reason = "two dozen instructions of each statement"
    )]
    #[inline(always)]
    pub(crate) fn plan(&self, key: Key<'_>) -> How {
        let Some(mut known) = self.lock() else {
            return How::Unprepared;
        };
        let Known {
            prepared,
            seen,
            looked,
        } = &mut *known;
        // What comes again at once, as in a loop, need not be looked for.
        if let Some((_, entry)) = prepared.peek_mru()
            && entry.is(key)
        {
            return How::Prepared(entry.statement.clone());
        }
        let fingerprint = key.fingerprint();
        *looked += 1;
        // To move one to the front touches its neighbours, which costs as much as to find it: one that was moved
        // so few statements ago is near enough.
        let near = prepared.cap().get() as u64 / 4;
        match prepared.peek_mut(&fingerprint) {
            Some(entry) if entry.is(key) => {
                let statement = entry.statement.clone();
                if *looked - entry.moved > near {
                    entry.moved = *looked;
                    prepared.promote(&fingerprint);
                }
                How::Prepared(statement)
            }
            None if seen.put(fingerprint, ()).is_some() => How::Prepare,
            // New; or of another statement's fingerprint, whose place it does not take.
            None | Some(_) => How::Unprepared,
        }
    }

    /// Keeps a statement that was prepared.
    pub(crate) fn store(&self, key: Key<'_>, statement: Statement) {
        if let Some(mut known) = self.lock() {
            let fingerprint = key.fingerprint();
            known.seen.pop(&fingerprint);
            let entry = Entry {
                identity: key.identity,
                schema: key.schema.into(),
                qualified: key.qualified,
                statement,
                moved: known.looked,
            };
            known.prepared.put(fingerprint, entry);
        }
    }

    /// Forgets a statement that the server refuses.
    pub(crate) fn remove(&self, key: Key<'_>) {
        if let Some(mut known) = self.lock() {
            let fingerprint = key.fingerprint();
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
        self.known.as_ref().map(Mutex::lock)
    }
}

impl Entry {
    #[expect(clippy::inline_always, reason = "as of `plan`")]
    #[inline(always)]
    fn is(&self, key: Key<'_>) -> bool {
        self.identity == key.identity
            && *self.schema == *key.schema
            && self.qualified == key.qualified
    }
}

impl Key<'_> {
    /// A hash that is equal for equal keys.
    #[inline]
    fn fingerprint(self) -> u64 {
        let mut hasher = FxHasher::default();
        hasher.write(self.schema.as_bytes());
        hasher.write_u64(self.identity.short() ^ u64::from(self.qualified));
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{identity::Identifier, sql::Piece};

    const FOO: &[Piece] = &[Piece::Table("foo")];

    fn key(schema: &str, qualified: bool) -> Key<'_> {
        let mut identifier = Identifier::new();
        identifier.fixed(FOO);
        Key {
            identity: identifier.identity(),
            schema,
            qualified,
        }
    }

    fn plan(cache: &StatementCache, schema: &str) -> How {
        cache.plan(key(schema, true))
    }

    #[test]
    fn a_statement_is_another_in_another_schema_or_without_its_name() {
        let fingerprint = |schema, qualified| key(schema, qualified).fingerprint();
        assert_ne!(fingerprint("client1", true), fingerprint("client2", true));
        assert_ne!(fingerprint("client1", true), fingerprint("client1", false));
        assert_eq!(fingerprint("client1", true), fingerprint("client1", true));
    }

    #[test]
    fn a_statement_is_prepared_from_the_second_use_on() {
        let cache = StatementCache::new(2);
        assert!(matches!(plan(&cache, "a"), How::Unprepared));
        assert!(matches!(plan(&cache, "a"), How::Prepare));
        assert!(
            matches!(plan(&cache, "b"), How::Unprepared),
            "another schema, another statement"
        );
    }

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let cache = StatementCache::new(2);
        for schema in ["a", "b", "a", "c"] {
            plan(&cache, schema);
        }
        assert!(matches!(plan(&cache, "a"), How::Prepare));
        assert!(matches!(plan(&cache, "b"), How::Unprepared));
    }

    #[test]
    fn without_a_bound_nothing_is_prepared() {
        let cache = StatementCache::new(0);
        for _ in 0..3 {
            assert!(matches!(plan(&cache, "a"), How::Unprepared));
        }
    }
}
