//! SQL of the user's own, which leaves behind whatever a session can keep. It is looked at first,
//! whether its last user left something.

use tenant::{Error, Result, prelude::*};

use super::{drop_after, scene::Scene};
use crate::{
    inspect,
    tally::is_ended,
    tenants::{Handle, literal, quoted},
};

/// Handles on a session whose settings were changed: nothing leads them astray, though the
/// server may refuse them.
pub(super) async fn before_handles<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let session = scene.db.session(scene.tenant).await?;
    inspect::check(scene.world, &session, scene.client).await?;
    for _ in 0..=scene.random.below(3) {
        let script = script(&mut scene);
        if let Err(error) = session.client().batch_execute(&script).await {
            forgive(&scene, error.into())?;
        }
    }
    for _ in 0..scene.random.below(4) {
        if let Err(error) = use_handles(&mut scene, &session).await {
            forgive(&scene, error)?;
        }
    }
    Ok(())
}

async fn use_handles<T: Handle>(scene: &mut Scene<'_, T>, session: &Session<T>) -> Result<()> {
    let (id, name) = (scene.some_id(), scene.client.schema().to_owned());
    if let Some(row) = scene.notes().find(id).fetch_optional(session).await? {
        scene.check_id(&row, id);
    }
    let strangers = scene.notes().filter(|note| note.tenant.ne(name));
    scene.check_none(strangers.count(session).await?);
    // Whether it is committed depends on what the user left open.
    scene.notes().insert(scene.note()).execute(session).await?;
    Ok(())
}

/// The user changes the path while a handle's statement is under way.
pub(super) async fn meanwhile<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let session = scene.db.session(scene.tenant).await?;
    let other = quoted(scene.another().schema());
    let change = format!("SET search_path TO {other}");
    for _ in 0..3 {
        let (id, name) = (scene.some_id(), scene.client.schema());
        let notes = scene.notes();
        let (found, strangers, changed) = tokio::join!(
            notes.find(id).fetch_one(&session),
            notes.filter(|note| note.tenant.ne(name)).count(&session),
            async { session.client().batch_execute(&change).await },
        );
        scene.check_id(&found?, id);
        scene.check_none(strangers?);
        changed?;
    }
    Ok(())
}

/// What nobody waits for any more when the session ends, so that its reset has to wait, or fails.
pub(super) async fn forgotten<T: Handle>(mut scene: Scene<'_, T>) -> Result<()> {
    let session = scene.db.session(scene.tenant).await?;
    inspect::check(scene.world, &session, scene.client).await?;
    let script = match scene.random.below(400) {
        // Longer than a reset may take.
        0 => "SELECT pg_catalog.pg_sleep(5.5)",
        1..100 => "SELECT pg_catalog.pg_sleep(0.05)",
        // A moment is too short for the reset that comes after it.
        100..200 => "SET statement_timeout = '1ms'",
        200..300 => "BEGIN; CREATE TEMPORARY TABLE left_open ()",
        _ if scene.world.is_storm() => {
            "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())"
        }
        _ => "BEGIN; SELECT 1 / 0",
    };
    let polls = 1 + scene.random.below(2);
    let work = session.client().batch_execute(script);
    match drop_after(work, Some(polls)).await {
        Some(Err(error)) => forgive(&scene, error.into()),
        _ => Ok(()),
    }
}

/// Errors that the server gives to a user's own SQL, or to handles after it, are the user's.
fn forgive<T>(scene: &Scene<'_, T>, error: Error) -> Result<()> {
    let ended_by_us = error.code().is_none() && is_ended(&error);
    let excused = error.code().is_some() || (ended_by_us && scene.world.is_storm());
    if excused { Ok(()) } else { Err(error) }
}

/// Something that a session remembers.
fn script<T: Handle>(scene: &mut Scene<'_, T>) -> String {
    let schema = scene.another().schema().to_owned();
    let (other, number) = (quoted(&schema), scene.random.below(8));
    match scene.random.below(17) {
        0 => format!("SET search_path TO {other}, public"),
        1 => format!("SET search_path TO {other}; SET ROLE {other}"),
        2 => format!("SET ROLE {other}"),
        3 => format!("SET SESSION AUTHORIZATION {other}"),
        4 => "LISTEN leaks".into(),
        5 => planted(&schema),
        6 => format!("SELECT pg_catalog.pg_try_advisory_lock({number})"),
        7 => format!("DECLARE cursor_{number} CURSOR WITH HOLD FOR SELECT 1"),
        8 => format!("PREPARE statement_{number} AS SELECT 1"),
        9 => "BEGIN".into(),
        10 => "BEGIN; SELECT 1 / 0".into(),
        11 => "SELECT pg_catalog.set_config('application_name', 'someone', false)".into(),
        12 => "SET standard_conforming_strings = off".into(),
        13 => "SET default_transaction_read_only = on; SET TimeZone = 'UTC-5'".into(),
        14 => "SET statement_timeout = '1ms'".into(),
        // These take the statements along that this library prepared.
        15 => "DEALLOCATE ALL".into(),
        _ => "DISCARD ALL".into(),
    }
}

/// A temporary table that hides the tenant's, unless statements or the path say otherwise.
fn planted(schema: &str) -> String {
    let name = literal(schema);
    format!(
        "CREATE TEMPORARY TABLE IF NOT EXISTS note (id bigint, tenant text, text text);
         INSERT INTO pg_temp.note VALUES (1, {name}, {name})"
    )
}
