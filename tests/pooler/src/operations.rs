//! What the tests do for a tenant: every kind of statement, by handles, on rows of their own.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use futures_util::TryStreamExt;
use tenant::prelude::*;
use uuid::Uuid;

use crate::model::{Client, Country, Document, NewNote, Note, Standing, country, note};

/// How many rows a round inserts at once; a stream of them takes more than one packet.
const MANY: u64 = 300;

/// One of everything, for one tenant.
///
/// # Errors
///
/// What the server or the pooler refuses.
///
/// # Panics
///
/// When a row is not what was written, or another tenant's.
pub async fn round(db: &Database, client: Client) -> Result<()> {
    let round = Round::new(client);
    round.write(db).await?;
    round.change(db).await?;
    round.stream(db).await?;
    round.commit(db).await?;
    round.roll_back(db).await?;
    round.pipeline(db).await?;
    round.raw(db).await?;
    round.remove(db).await
}

/// The rows of one round.
struct Round {
    client: Client,
    id: Uuid,
    table: Table<Client, Note>,
}

impl Round {
    fn new(client: Client) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            client,
            id: Uuid::from_u128(NEXT.fetch_add(1, Ordering::Relaxed).into()),
            table: Note::of(client),
        }
    }

    fn new_note(&self) -> NewNote {
        note(self.client, self.id)
    }

    fn many(&self) -> impl Iterator<Item = NewNote> {
        (0..MANY).map(|_| self.new_note())
    }

    /// Whether a row is this round's, and came as it was written.
    #[track_caller]
    fn check(&self, row: &Note) {
        let due = self.new_note();
        assert_eq!((&row.tenant, row.round), (&due.tenant, self.id));
        assert_eq!((&row.standings, &row.texts), (&due.standings, &due.texts));
        assert_eq!((&row.document, &row.raw), (&due.document, &due.raw));
    }

    async fn count(&self, executor: &dyn Executor<Client>) -> Result<u64> {
        let rows = self.table.filter(|note| note.round.eq(self.id));
        rows.count(executor).await
    }

    async fn write(&self, db: &Database) -> Result<()> {
        let first = self.table.insert(self.new_note()).fetch_one(db).await?;
        self.check(&first);
        let found = self.table.find(first.id).fetch_one(db).await?;
        assert_eq!(found, first);
        let many = self.table.insert_many(self.many()).fetch_all(db).await?;
        for row in &many {
            self.check(row);
        }
        assert_eq!(self.count(db).await?, MANY + 1);
        let rows = self.table.filter(|note| {
            let active = note.standing.eq(Standing::Active);
            active.and(note.round.eq(self.id))
        });
        let page = rows.order_by(|note| note.id.asc()).limit(5);
        let page = page.fetch_all(db).await?;
        assert_eq!((page.len(), page[0].id), (5, first.id));
        // Nothing of another tenant is in the table, whoever wrote it.
        let name = self.client.schema();
        let foreign = self.table.filter(|note| note.tenant.ne(name));
        assert!(!foreign.exists(db).await?, "{name} has another's row");
        Ok(())
    }

    async fn change(&self, db: &Database) -> Result<()> {
        let rows = || self.table.filter(|note| note.round.eq(self.id));
        let mut row = rows().order_by(|note| note.id.asc()).fetch_one(db).await?;
        row.standing = Standing::OnHold;
        row.document = Document {
            title: "changed".into(),
            pages: vec![],
        };
        assert_eq!(self.table.update(&row).execute(db).await?, 1);
        let found = self.table.find(row.id).fetch_one(db).await?;
        assert_eq!(found, row);
        let set = rows().set(|note| note.numbers.to(vec![7]));
        assert_eq!(set.execute(db).await?, MANY + 1);
        assert_eq!(self.table.delete(&row).execute(db).await?, 1);
        let gone = self.table.find(row.id).fetch_optional(db).await?;
        assert_eq!(gone, None);
        Ok(())
    }

    async fn stream(&self, db: &Database) -> Result<()> {
        let rows = || self.table.filter(|note| note.round.eq(self.id));
        let mut stream = rows().fetch(db);
        let mut seen = 0;
        while let Some(row) = stream.try_next().await? {
            self.check(&row);
            seen += 1;
        }
        assert_eq!(seen, MANY);
        let mut early = rows().fetch(db);
        self.check(&early.try_next().await?.expect("a row"));
        drop(early);
        assert!(rows().exists(db).await?);
        Ok(())
    }

    async fn commit(&self, db: &Database) -> Result<()> {
        let before = self.count(db).await?;
        db.transaction(self.client, async |tx| {
            self.table.insert(self.new_note()).execute(tx).await?;
            let nested = tx.transaction(async |tx| {
                self.table.insert(self.new_note()).execute(tx).await?;
                assert_eq!(self.count(tx).await?, before + 2);
                self.table.find(-1).fetch_one(tx).await // there is none
            });
            assert_eq!(nested.await.unwrap_err().kind(), ErrorKind::NotFound);
            let kept = tx.transaction(async |tx| {
                let row = self.table.insert(self.new_note());
                row.fetch_one(tx).await
            });
            let kept = kept.await?;
            self.check(&kept);
            let countries = Country::of(Shared::<Client>::INSTANCE).all();
            assert_eq!(countries.count(tx).await?, 1);
            let mut early = self.table.filter(|note| note.round.eq(self.id)).fetch(tx);
            self.check(&early.try_next().await?.expect("a row"));
            drop(early);
            Ok::<_, Error>(())
        })
        .await?;
        assert_eq!(self.count(db).await?, before + 2);
        Ok(())
    }

    async fn roll_back(&self, db: &Database) -> Result<()> {
        let before = self.count(db).await?;
        let undone = db.transaction(self.client, async |tx| {
            self.table.insert(self.new_note()).execute(tx).await?;
            assert_eq!(self.count(tx).await?, before + 1);
            self.table.find(-1).fetch_one(tx).await
        });
        assert_eq!(undone.await.unwrap_err().kind(), ErrorKind::NotFound);
        // An error of the server's, as the row exists or the role may not write it.
        let refused = db.transaction(self.client, async |tx| {
            self.table.insert(self.new_note()).execute(tx).await?;
            let twice = Country::of(Shared::<Client>::INSTANCE).insert(country());
            twice.execute(tx).await
        });
        assert!(refused.await.unwrap_err().code().is_some());
        let dropped = db.transaction(self.client, async |tx| {
            self.table.insert(self.new_note()).execute(tx).await?;
            std::future::pending::<Result<()>>().await
        });
        let limit = Duration::from_millis(20);
        assert!(tokio::time::timeout(limit, dropped).await.is_err());
        assert_eq!(self.count(db).await?, before);
        Ok(())
    }

    /// Independent statements on one connection are sent without waiting for each other's answer.
    async fn pipeline(&self, db: &Database) -> Result<()> {
        let session = db.session(self.client).await?;
        let before = self.count(&session).await?;
        let (made, count, page) = tokio::join!(
            self.table.insert(self.new_note()).fetch_one(&session),
            self.count(&session),
            self.table.all().limit(3).fetch_all(&session),
        );
        let made = made?;
        self.check(&made);
        assert_eq!(count?, before + 1);
        let name = self.client.schema();
        assert!(page?.iter().all(|row| row.tenant == name));
        Ok(())
    }

    /// A client that was handed out is reset before its connection's next user.
    async fn raw(&self, db: &Database) -> Result<()> {
        let session = db.session(self.client).await?;
        let answer = session.client().simple_query("SELECT 1").await?;
        assert!(!answer.is_empty());
        drop(session);
        assert!(self.count(db).await? > 0);
        Ok(())
    }

    async fn remove(&self, db: &Database) -> Result<()> {
        let rows = self.table.filter(|note| note.round.eq(self.id));
        assert!(rows.delete().execute(db).await? > MANY);
        assert_eq!(self.count(db).await?, 0);
        Ok(())
    }
}
