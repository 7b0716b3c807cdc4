//! Single statements, on whichever connection the pool has.

use futures_util::TryStreamExt;
use tenant::{Result, prelude::*};

use super::scene::Scene;
use crate::{
    ledger::hot,
    tenants::{Client, Handle, Tariff},
};

pub(super) async fn find<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let id = scene.some_id();
    let row = scene.notes().find(id).fetch_one(scene.db).await?;
    scene.check_id(&row, id);
    Ok(())
}

/// Keys are never used twice: another tenant's row is not there.
pub(super) async fn find_of_another<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let id = hot(scene.another());
    let row = scene.notes().find(id).fetch_optional(scene.db).await?;
    scene.check_none(u64::from(row.is_some()));
    Ok(())
}

pub(super) async fn page<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let page = scene
        .notes()
        .all()
        .order_by(|note| note.id.desc())
        .limit(10);
    scene.check_all(&page.fetch_all(scene.db).await?);
    Ok(())
}

/// Asks for, and writes to, the rows that must not be there.
pub(super) async fn strangers<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let name = scene.client.schema().to_owned();
    let strangers = scene.notes().filter(|note| note.tenant.ne(name));
    match scene.random.below(3) {
        0 => scene.check_none(strangers.count(scene.db).await?),
        1 => {
            let rows = strangers.limit(3).fetch_all(scene.db).await?;
            scene.check_all(&rows);
            scene.check_none(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        }
        _ => {
            let steal = strangers.set(|note| note.text.to("stolen"));
            scene.check_none(steal.execute(scene.db).await?);
        }
    }
    Ok(())
}

pub(super) async fn insert<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let note = scene.note();
    let id = note.id;
    let insert = scene.notes().insert(note);
    if scene.random.one_in(2) {
        return scene.committed(id, insert.execute(scene.db).await);
    }
    scene.check_id(&insert.fetch_one(scene.db).await?, id);
    scene.ledger().committed(scene.client, id);
    Ok(())
}

/// Half of them meet at one row, where they wait for each other.
pub(super) async fn update<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let id = if scene.random.one_in(2) {
        hot(scene.client)
    } else {
        scene.some_id()
    };
    let text = scene.text();
    let update = scene
        .notes()
        .filter(|note| note.id.eq(id))
        .set(|note| note.text.to(text.as_str()));
    let row = update.fetch_one(scene.db).await?;
    scene.check_id(&row, id);
    if row.text != text {
        scene.wrong("an update wrote something else");
    }
    Ok(())
}

/// Leaves in the middle.
pub(super) async fn stream<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let mut rows = scene.notes().all().limit(200).fetch(scene.db);
    for _ in 0..scene.random.below(100) {
        let Some(row) = rows.try_next().await? else {
            break;
        };
        scene.check(&row);
    }
    Ok(())
}

pub(super) async fn shared<T: Handle>(scene: Scene<'_, T>) -> Result<()> {
    let tariffs = Tariff::of(Shared::<Client>::INSTANCE);
    let row = tariffs.find("a".into()).fetch_one(scene.db).await?;
    scene.check_tariff(&row);
    Ok(())
}
