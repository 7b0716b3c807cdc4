//! The operations that are dropped, and the books on what they must have left behind, and may.
//!
//! Rows of both tenants carry the tenant's name, so that an answer to another statement would be
//! seen.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use futures_util::{FutureExt, TryStreamExt, future::BoxFuture};
use tenant::prelude::*;
use tokio_postgres::Client as PlainClient;

use crate::{
    TestResult,
    model::{Cents, Client1, Client1Person, Client2, Client2Person, NewPerson, Person, person},
};

pub const KINDS: u64 = 12;

/// The kinds that are transactions of several statements, and so take longer.
pub const LONG_KINDS: [u64; 2] = [10, 11];

/// The first row of each tenant, which no operation removes.
const FIRST: i64 = 1;

/// Operations on one database.
pub struct Books {
    db: Database,
    /// How many rows client 1 can have at most, besides its first.
    asked: AtomicU64,
    /// How many of them are there to be deleted again.
    passing: AtomicU64,
    /// How many of those the server said were deleted.
    deleted: AtomicU64,
    /// How many pairs were to be inserted together.
    pairs: AtomicI64,
    /// The rows that the server said were inserted, and that nobody deletes.
    kept: Mutex<Vec<i64>>,
}

impl Books {
    pub async fn open(db: Database) -> Result<Self> {
        let one = Client1Person::insert(person("client1"));
        assert_eq!(one.fetch_one(&db).await?.id, FIRST);
        let two = Client2Person::insert(person("client2"));
        assert_eq!(two.fetch_one(&db).await?.id, FIRST);
        Ok(Self {
            db,
            asked: AtomicU64::new(0),
            passing: AtomicU64::new(0),
            deleted: AtomicU64::new(0),
            pairs: AtomicI64::new(0),
            kept: Mutex::default(),
        })
    }

    /// An operation of some kind, which panics at a wrong answer.
    pub fn operation(&self, kind: u64) -> BoxFuture<'_, ()> {
        match kind {
            0 => find::<Client1>(&self.db, "client1").boxed(),
            1 => find::<Client2>(&self.db, "client2").boxed(),
            2 => self.stream().boxed(),
            3 => self.exists().boxed(),
            4 => self.insert().boxed(),
            5 => self.insert_many().boxed(),
            6 => self.update().boxed(),
            7 => self.delete().boxed(),
            8 => self.joined().boxed(),
            9 => self.by_hand().boxed(),
            10 => self.rolled_back().boxed(),
            _ => self.committed().boxed(),
        }
    }

    async fn stream(&self) {
        let rows = Client2Person::all().limit(3).fetch(&self.db);
        let rows: Vec<_> = rows.try_collect().await.expect("a stream");
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].id, rows[0].name.as_str()), (FIRST, "client2"));
    }

    async fn exists(&self) {
        let first = Client1Person::filter(|row| row.id.eq(FIRST));
        assert!(first.exists(&self.db).await.expect("an answer"));
        let other = Client1Person::filter(|row| row.name.ne("client1"));
        assert!(!other.exists(&self.db).await.expect("an answer"));
    }

    async fn insert(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let row = Client1Person::insert(person("client1")).fetch_one(&self.db);
        let row = row.await.expect("an insert");
        assert_eq!(row.name, "client1");
        self.keep([row.id]);
    }

    async fn insert_many(&self) {
        self.asked.fetch_add(3, Ordering::Relaxed);
        let rows = Client1Person::insert_many(["client1"; 3].map(person)).fetch_all(&self.db);
        let rows = rows.await.expect("an insert");
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.name == "client1"));
        self.keep(rows.iter().map(|row| row.id));
    }

    async fn update(&self) {
        let first = Client1Person::filter(|row| row.id.eq(FIRST).and(!row.admin));
        let updated = first.set(|row| row.balance.to(Cents(-1))).execute(&self.db);
        assert_eq!(updated.await.expect("an update"), 1);
    }

    /// Inserts a row that is deleted again, by this operation or another.
    async fn delete(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.passing.fetch_add(1, Ordering::Relaxed);
        let row = NewPerson {
            admin: true,
            ..person("client1")
        };
        let inserted = Client1Person::insert(row).execute(&self.db);
        assert_eq!(inserted.await.expect("an insert"), 1);
        let deleted = Client1Person::filter(|row| row.admin).delete();
        let deleted = deleted.execute(&self.db).await.expect("a delete");
        self.deleted.fetch_add(deleted, Ordering::Relaxed);
    }

    async fn joined(&self) {
        let kept = 1 + u64::try_from(self.kept().len()).expect("a number");
        let session = self.db.session(Client1).await.expect("a session");
        let (count, row) = tokio::join!(
            Client1Person::all().count(&session),
            Client1Person::find(FIRST).fetch_one(&session)
        );
        let count = count.expect("a count");
        let asked = 1 + self.asked.load(Ordering::Relaxed);
        assert!((kept..=asked).contains(&count), "{kept} {count} {asked}");
        check(&row.expect("a row"), "client1");
    }

    async fn by_hand(&self) {
        let session = self.db.session(Client1).await.expect("a session");
        let astray = session
            .client()
            .batch_execute("SET search_path = client2")
            .await;
        astray.expect("a setting");
        let row = Client1Person::find(FIRST).fetch_one(&session).await;
        check(&row.expect("a row"), "client1");
    }

    async fn rolled_back(&self) {
        let work = self.db.transaction(Client2, async |tx| {
            let updated = Client2Person::update_all(|row| row.admin.to(true));
            assert_eq!(updated.execute(tx).await?, 1);
            let deleted = tx.transaction(async |tx| Client2Person::delete_all().execute(tx).await);
            assert_eq!(deleted.await?, 1);
            // No such row: the error that rolls back.
            Client2Person::find(-1).fetch_one(tx).await
        });
        assert_eq!(work.await.unwrap_err().kind(), ErrorKind::NotFound);
    }

    /// Inserts two rows, of which there must never be one alone.
    async fn committed(&self) {
        self.asked.fetch_add(2, Ordering::Relaxed);
        let pair = Cents(1 + self.pairs.fetch_add(1, Ordering::Relaxed));
        let row = || NewPerson {
            balance: Some(pair),
            ..person("client1")
        };
        let work = self.db.transaction(Client1, async |tx| {
            let one = Client1Person::insert(row()).fetch_one(tx).await?;
            let two = Client1Person::insert(row()).fetch_one(tx).await?;
            assert_eq!((one.balance, two.balance), (pair, pair));
            Ok::<_, Error>([one.id, two.id])
        });
        self.keep(work.await.expect("a transaction"));
    }

    fn keep(&self, ids: impl IntoIterator<Item = i64>) {
        self.kept().extend(ids);
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<i64>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compares the books with the tables.
    pub async fn close(self, client: &PlainClient) -> TestResult {
        let rows = Client1Person::all().fetch_all(client).await?;
        assert!(rows.iter().all(|row| row.name == "client1"));
        let ids: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
        assert!(ids.contains(&FIRST));
        assert!(u64::try_from(ids.len())? <= 1 + self.asked.load(Ordering::Relaxed));
        let reported = self.kept().clone();
        let kept: BTreeSet<i64> = reported.iter().copied().collect();
        assert_eq!(kept.len(), reported.len(), "no row is reported twice");
        let lost: Vec<_> = kept.difference(&ids).collect();
        assert!(lost.is_empty(), "reported, but not there: {lost:?}");
        assert!(self.deleted.load(Ordering::Relaxed) <= self.passing.load(Ordering::Relaxed));

        let alone = "SELECT count(*) FROM (SELECT FROM client1.person WHERE balance > 0
             GROUP BY balance HAVING count(*) <> 2) halves";
        let alone: i64 = client.query_one(alone, &[]).await?.get(0);
        assert_eq!(alone, 0, "half of a transaction was committed");

        let others = Client2Person::all().fetch_all(client).await?;
        assert_eq!(others.len(), 1, "rolled back");
        check(&others[0], "client2");
        assert!(!others[0].admin, "rolled back");
        Ok(())
    }
}

async fn find<T: StaticTenant<Set = crate::model::Client>>(db: &Database, name: &str) {
    let row = Person::of(T::INSTANCE).find(FIRST).fetch_one(db).await;
    check(&row.expect("a row"), name);
}

#[track_caller]
fn check(row: &Person, name: &str) {
    assert_eq!((row.id, row.name.as_str()), (FIRST, name));
}
