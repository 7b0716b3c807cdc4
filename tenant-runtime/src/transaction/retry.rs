//! Transactions that are run again where they lose to a concurrent one.

use std::{
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use super::{Attempt, Options, Place, Transaction};
use crate::{Error, Result, tenant::Tenant};

/// The longest pause after a first attempt; it doubles with each.
const FIRST_PAUSE: Duration = Duration::from_millis(10);

/// The longest of all pauses.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A transaction that is run again where it loses to a concurrent one: where the server reported
/// SQLSTATE 40001 (a serialization failure) or 40P01 (a deadlock) for a statement in it or for its
/// commit, and it was rolled back. Every other error is returned at once.
///
/// That is known from the server's answers, so that the error type of the work may be anything that
/// an [`Error`] can become.
///
/// Between two attempts it pauses, at random from half of to all of 10 ms after the first, 20 ms
/// after the second, and so on to at most 1 s, so that those that met do not meet again. A
/// transaction of a [`Database`](crate::Database) holds no connection meanwhile.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Account { #[tenant(key)] pub id: i64, pub balance: i64 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// Client1Account::insert(Account { id: 1, balance: 5 }).execute(&db).await?;
/// let attempts = std::cell::Cell::new(0);
///
/// let left = db
///     .build_transaction(Client1)
///     .repeatable_read()
///     .retry(3)
///     .run(async |tx| {
///         attempts.set(attempts.get() + 1);
///         let account = Client1Account::find(1).fetch_one(tx).await?;
///         if attempts.get() == 1 {
///             // Somebody else is faster, so that this attempt loses.
///             Client1Account::find(1).set(|account| account.balance.to(4)).execute(&db).await?;
///         }
///         let less = Client1Account::find(1).set(|there| there.balance.to(account.balance - 3));
///         less.returning(|account| account.balance).fetch_one(tx).await
///     })
///     .await?;
/// assert_eq!((left, attempts.get()), (1, 2));
/// # Ok(())
/// # }
/// ```
#[must_use = "a transaction does nothing until `run`"]
pub struct RetriedTransaction<'a, T> {
    place: Place<'a, T>,
    options: Options,
    attempts: u32,
}

impl<'a, T: Tenant> RetriedTransaction<'a, T> {
    pub(super) fn new(place: Place<'a, T>, options: Options, attempts: u32) -> Self {
        Self {
            place,
            options,
            attempts: attempts.max(1),
        }
    }

    /// Runs the transaction, as [`TransactionBuilder::run`](crate::TransactionBuilder::run) does, as
    /// often as it takes: what `work` does besides, in memory or elsewhere, it does each time.
    ///
    /// Each attempt has a clone of `work`, so what it captures has to be `Clone`, as every shared
    /// reference is; to change something from within it, use a `Cell`, an atomic or a lock.
    ///
    /// # Errors
    ///
    /// As [`TransactionBuilder::run`](crate::TransactionBuilder::run). The error of the last attempt says
    /// how many there were, see [`Error::attempts`].
    pub async fn run<R, E>(
        mut self,
        work: impl AsyncFnOnce(&mut Transaction<'_, T>) -> Result<R, E> + Clone,
    ) -> Result<R, E>
    where
        E: From<Error>,
    {
        let mut attempt = Attempt {
            number: 1,
            limit: self.attempts,
        };
        loop {
            let (ended, is_lost) = {
                let mut taken;
                let session = match &mut self.place {
                    Place::Session(session) => &mut **session,
                    Place::Database(database, tenant) => {
                        taken = database.session(*tenant).await?;
                        &mut taken
                    }
                };
                let mut transaction = session.begin(self.options, Some(attempt))?;
                let worked = work.clone()(&mut transaction).await;
                let ended = transaction.end(worked).await;
                (ended, transaction.is_lost())
            };
            if ended.is_ok() || !is_lost || attempt.number == attempt.limit {
                return ended;
            }
            tokio::time::sleep(attempt.pause()).await;
            attempt.number += 1;
        }
    }
}

impl Attempt {
    /// How long to wait after it: half of its longest pause, and a random part of the other half.
    fn pause(self) -> Duration {
        let longest = 2_u32
            .checked_pow(self.number - 1)
            .and_then(|factor| FIRST_PAUSE.checked_mul(factor))
            .map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE));
        // A hasher's keys are random, which is enough here.
        let random = RandomState::new().build_hasher().finish() % 1_000;
        let part = u32::try_from(random).unwrap_or_default();
        longest / 2 + longest / 2_000 * part
    }
}

impl<T: Tenant> fmt::Debug for RetriedTransaction<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetriedTransaction")
            .field("tenant", &self.place.tenant())
            .field("options", &self.options)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_second() {
        for (number, longest) in [(1, 10), (2, 20), (5, 160), (8, 1_000), (u32::MAX, 1_000)] {
            let limit = u32::MAX;
            let longest = Duration::from_millis(longest);
            for _ in 0..100 {
                let pause = Attempt { number, limit }.pause();
                assert!(longest / 2 <= pause && pause <= longest, "{pause:?}");
            }
        }
        let pauses = || {
            Attempt {
                number: 9,
                limit: 9,
            }
            .pause()
        };
        assert!((0..20).any(|_| pauses() != pauses()), "they differ");
    }
}
