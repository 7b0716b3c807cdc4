//! Transactions that end in every way there is.

use tenant::{Error, ErrorKind, Result, prelude::*};

use super::{OnPurpose, scene::Scene};
use crate::{
    ledger::{Ledger, hot},
    tenants::{Client, Handle, Note},
};

/// The row of the first statement of a transaction that will be rolled back.
///
/// That statement is sent along with the `BEGIN`, and runs by itself where a cancel request meets that: the error
/// says so, but nobody sees it where the future was dropped. Of such a row nothing is known.
struct Doomed<'a> {
    ledger: &'a Ledger,
    client: Client,
    id: i64,
    /// Whether somebody cancels statements: the terminator, or whoever drops one of a connection that is not lent
    /// to others.
    may_be_cancelled: bool,
    is_known: bool,
}

impl<'a> Doomed<'a> {
    fn new<T: Handle>(scene: &Scene<'a, T>, id: i64) -> Self {
        scene.ledger().rolled_back(scene.client, id);
        Self {
            ledger: scene.ledger(),
            client: scene.client,
            id,
            may_be_cancelled: scene.world.is_storm() || scene.world.case.is_dedicated(),
            is_known: false,
        }
    }

    /// Looks at what came of the statement.
    fn see<R>(&mut self, result: Result<R>) -> Result<R> {
        self.is_known = match &result {
            Ok(_) => true,
            // The words of the error of a `BEGIN` that was refused.
            Err(error) => !error.to_string().contains("did not begin"),
        };
        result
    }
}

impl Drop for Doomed<'_> {
    fn drop(&mut self) {
        if self.may_be_cancelled && !self.is_known {
            self.ledger.forget(self.client, self.id);
        }
    }
}

/// Why a transaction is rolled back.
enum Cause {
    OnPurpose,
    Failed(Error),
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

pub(super) async fn commit<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let (first, second, text) = (scene.note(), scene.note(), scene.text());
    let ids = [first.id, second.id];
    let (notes, hot) = (scene.notes(), hot(scene.client));
    let rows = scene
        .db
        .transaction(scene.tenant, async |tx| {
            let first = notes.insert(first).fetch_one(tx).await?;
            let second = notes.insert(second).fetch_one(tx).await?;
            let update = notes.find(hot).set(|note| note.text.to(text));
            update.execute(tx).await?;
            Ok::<_, Error>([first, second])
        })
        .await?;
    for (row, id) in rows.iter().zip(ids) {
        scene.check_id(row, id);
        scene.ledger().committed(scene.client, id);
    }
    Ok(())
}

pub(super) async fn roll_back<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let note = scene.note();
    let (mut doomed, notes) = (Doomed::new(&scene, note.id), scene.notes());
    let ended = scene
        .db
        .transaction(scene.tenant, async |tx| {
            doomed.see(notes.insert(note).execute(tx).await)?;
            notes.delete_all().execute(tx).await?;
            Err::<(), _>(Cause::OnPurpose)
        })
        .await;
    match ended {
        Err(Cause::Failed(error)) => Err(error),
        Ok(()) | Err(Cause::OnPurpose) => Ok(()),
    }
}

pub(super) async fn panic<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let note = scene.note();
    let (mut doomed, notes) = (Doomed::new(&scene, note.id), scene.notes());
    scene
        .db
        .transaction(scene.tenant, async |tx| {
            doomed.see(notes.insert(note).execute(tx).await)?;
            // Unwinds as `panic!` does, without a message for each.
            std::panic::resume_unwind(Box::new(OnPurpose));
            #[expect(unreachable_code, reason = "says what the closure returns")]
            Ok::<(), Error>(())
        })
        .await
}

/// The inner one is rolled back, the outer one is committed.
pub(super) async fn nested<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let (outer, inner) = (scene.note(), scene.note());
    let (id, notes) = (outer.id, scene.notes());
    scene.ledger().rolled_back(scene.client, inner.id);
    let ended = scene
        .db
        .transaction(scene.tenant, async |tx| {
            notes.insert(outer).execute(tx).await?;
            let undone = tx
                .transaction(async |tx| {
                    notes.insert(inner).execute(tx).await?;
                    notes.delete_all().execute(tx).await?;
                    Err::<(), _>(Cause::OnPurpose)
                })
                .await;
            if let Err(Cause::Failed(error)) = undone {
                return Err(error);
            }
            let strangers = count_strangers(&scene, tx).await;
            // A cancel request can meet the `ROLLBACK TO SAVEPOINT`, after which nothing else succeeds.
            Ok(match strangers {
                Err(error) if scene.world.is_storm() && has_failed(&error) => None,
                strangers => Some(strangers?),
            })
        })
        .await;
    let strangers = match ended {
        Err(error) if scene.world.is_storm() && error.kind() == ErrorKind::TransactionAborted => {
            return Ok(());
        }
        ended => ended?,
    };
    let Some(strangers) = strangers else {
        scene.wrong("an aborted transaction was committed");
        return Ok(());
    };
    scene.check_none(strangers);
    scene.ledger().committed(scene.client, id);
    Ok(())
}

/// Whether the transaction had failed before.
fn has_failed(error: &Error) -> bool {
    error.code().is_some_and(|code| code.code() == "25P02")
}

async fn count_strangers<T: Handle>(
    scene: &Scene<'_, T>,
    tx: &tenant::Transaction<'_, T>,
) -> Result<u64> {
    let name = scene.client.schema().to_owned();
    let strangers = scene.notes().filter(|note| note.tenant.ne(name));
    strangers.count(tx).await
}

/// A statement fails and the caller does not care: nothing can be committed.
pub(super) async fn aborted<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let (note, notes) = (scene.note(), scene.notes());
    let taken = Note {
        id: hot(scene.client),
        ..note.clone()
    };
    let mut doomed = Doomed::new(&scene, note.id);
    let ended = scene
        .db
        .transaction(scene.tenant, async |tx| {
            doomed.see(notes.insert(note).execute(tx).await)?;
            match notes.insert(taken).execute(tx).await {
                Err(error) if error.kind() == ErrorKind::UniqueViolation => Ok(()),
                Err(error) => Err(error),
                Ok(_) => {
                    scene.wrong("a key was given twice");
                    Ok(())
                }
            }
        })
        .await;
    match ended {
        Err(error) if error.kind() == ErrorKind::TransactionAborted => Ok(()),
        Ok(()) => {
            scene.wrong("an aborted transaction was committed");
            Ok(())
        }
        Err(error) => Err(error),
    }
}
