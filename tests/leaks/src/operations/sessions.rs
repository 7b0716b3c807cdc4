//! Sessions, and what runs on one at the same time.

use tenant::{ErrorKind, Result, prelude::*};

use super::{drop_after, scene::Scene};
use crate::tenants::{Client, Handle, Note, Tariff};

/// Several statements at once, three times: new, being prepared, and prepared.
pub(super) async fn pipeline<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let session = scene.db.session(scene.tenant).await?;
    let tariffs = Tariff::of(Shared::<Client>::INSTANCE);
    for _ in 0..3 {
        let (id, note, name) = (scene.some_id(), scene.note(), scene.client.schema());
        let (notes, new) = (scene.notes(), note.id);
        let (found, inserted, strangers, tariff, page) = tokio::join!(
            notes.find(id).fetch_one(&session),
            notes.insert(note).fetch_one(&session),
            notes.filter(|note| note.tenant.ne(name)).count(&session),
            tariffs.find("a".into()).fetch_one(&session),
            notes.all().limit(5).fetch_all(&session),
        );
        // First what was written: an error of another statement does not undo it.
        if let Ok(row) = &inserted {
            scene.check_id(row, new);
            scene.ledger().committed(scene.client, new);
        }
        scene.check_id(&found?, id);
        scene.check_none(strangers?);
        scene.check_tariff(&tariff?);
        scene.check_all(&page?);
        inserted?;
    }
    Ok(())
}

/// A statement is dropped on its way, and the session goes on.
pub(super) async fn drop_one<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let session = scene.db.session(scene.tenant).await?;
    let notes = scene.notes();
    for _ in 0..3 {
        let (id, note, polls) = (scene.some_id(), scene.note(), scene.random.below(4));
        let new = note.id;
        let (dropped, found) = tokio::join!(
            drop_after(notes.insert(note).execute(&session), Some(polls)),
            notes.find(id).fetch_one(&session),
        );
        if let Some(inserted) = dropped {
            scene.committed(new, inserted)?;
        }
        scene.check_id(&found?, id);
        let page = notes.all().order_by(|note| note.id.asc()).limit(5);
        scene.check_all(&page.fetch_all(&session).await?);
    }
    Ok(())
}

/// A session runs nothing of another tenant, and says so before anything is sent.
pub(super) async fn mixed<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let other = scene.another();
    let session = scene.db.session(scene.client).await?;
    let result = Note::of(other).delete_all().execute(&session).await;
    match result {
        Err(error) if error.kind() == ErrorKind::TenantMismatch => Ok(()),
        Err(error) => Err(error),
        Ok(rows) => {
            scene.wrong(&format!("{rows} rows of `{other}` were deleted"));
            Ok(())
        }
    }
}
