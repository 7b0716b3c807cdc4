//! What a task does: one operation after the other, each of a random kind for a random tenant, and
//! many of them dropped on their way.

mod raw;
mod scene;
mod sessions;
mod single;
mod transactions;

use std::{
    any::Any,
    panic::AssertUnwindSafe,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

use futures_util::FutureExt;
use tenant::{ErrorKind, Here, Result, prelude::*};

use self::scene::Scene;
use crate::{
    random::Random,
    tally::is_ended,
    tenants::{Aster, Cedar, Client, Handle},
    world::World,
};

/// Longer than any operation takes: one that is not done by then never is.
const STUCK: Duration = Duration::from_mins(1);

/// A panic on purpose.
struct OnPurpose;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Find,
    FindOfAnother,
    Page,
    Strangers,
    Insert,
    Update,
    Stream,
    Shared,
    Mixed,
    Commit,
    RollBack,
    Panic,
    Nested,
    Aborted,
    Pipeline,
    DropInSession,
    Raw,
    RawMeanwhile,
    Forgotten,
}

/// The kinds, the frequent ones more often.
const KINDS: [Kind; 26] = [
    Kind::Find,
    Kind::Find,
    Kind::FindOfAnother,
    Kind::Page,
    Kind::Strangers,
    Kind::Strangers,
    Kind::Insert,
    Kind::Insert,
    Kind::Update,
    Kind::Update,
    Kind::Stream,
    Kind::Stream,
    Kind::Shared,
    Kind::Mixed,
    Kind::Commit,
    Kind::RollBack,
    Kind::Panic,
    Kind::Nested,
    Kind::Aborted,
    Kind::Pipeline,
    Kind::Pipeline,
    Kind::DropInSession,
    Kind::Raw,
    Kind::Raw,
    Kind::RawMeanwhile,
    Kind::Forgotten,
];

/// One operation. `home` is the tenant of most operations of a task whose route gives each tenant
/// connections of its own: with another tenant each time, each would open one.
pub(crate) async fn one(world: &World, random: &mut Random, home: Client) {
    let any = random.pick(Client::ALL).copied().unwrap_or(home);
    let keep = world.case.is_dedicated() && !random.one_in(16);
    let client = if keep { home } else { any };
    let form = random.below(4);
    let random = random.fork();
    match client {
        _ if form == 0 => match Schema::new(client.schema()) {
            Ok(schema) => step(world, schema, client, random).await,
            Err(error) => world.tally.violation(error.to_string()),
        },
        _ if form == 1 && world.case.is_fixed() => {
            step(world, Here::<Client>::INSTANCE, client, random).await;
        }
        Client::Aster => step(world, Aster, client, random).await,
        Client::Cedar => step(world, Cedar, client, random).await,
        _ => step(world, client, client, random).await,
    }
}

async fn step<T: Handle>(world: &World, tenant: T, client: Client, mut random: Random) {
    let kind = random.pick(&KINDS).copied().unwrap_or(Kind::Find);
    // Where tenants have connections of their own, one that was left busy is not used again.
    let one_in = if world.case.is_dedicated() { 10 } else { 4 };
    let polls = random.one_in(one_in).then(|| random.below(12));
    let scene = Scene::new(world, tenant, client, random);
    let work = tokio::time::timeout(STUCK, start(kind, scene));
    let outcome = AssertUnwindSafe(drop_after(work, polls))
        .catch_unwind()
        .await;
    world.tally.operations.add(1);
    match outcome {
        Ok(None) => world.tally.dropped.add(1),
        Ok(Some(Ok(Ok(())))) => {}
        Ok(Some(Ok(Err(error)))) => judge(world, kind, &error),
        Ok(Some(Err(_))) => world.tally.violation(format!("{kind:?} never ends")),
        Err(panic) => judge_panic(world, kind, &*panic),
    }
}

/// An error is no fault if somebody ended the connection, or all were in use.
fn judge(world: &World, kind: Kind, error: &Error) {
    world.tally.error(error);
    let excused = is_ended(error) || error.kind() == ErrorKind::PoolTimeout;
    if !(world.is_storm() && excused) {
        world.tally.violation(format!("{kind:?}: {error:?}"));
    }
}

fn judge_panic(world: &World, kind: Kind, panic: &(dyn Any + Send)) {
    if panic.is::<OnPurpose>() {
        world.tally.panics.add(1);
    } else {
        world.tally.violation(format!("{kind:?} panicked"));
    }
}

type Work<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

fn start<T: Handle>(kind: Kind, scene: Scene<'_, T>) -> Work<'_> {
    match kind {
        Kind::Find => Box::pin(single::find(scene)),
        Kind::FindOfAnother => Box::pin(single::find_of_another(scene)),
        Kind::Page => Box::pin(single::page(scene)),
        Kind::Strangers => Box::pin(single::strangers(scene)),
        Kind::Insert => Box::pin(single::insert(scene)),
        Kind::Update => Box::pin(single::update(scene)),
        Kind::Stream => Box::pin(single::stream(scene)),
        Kind::Shared => Box::pin(single::shared(scene)),
        Kind::Mixed => Box::pin(sessions::mixed(scene)),
        Kind::Commit => Box::pin(transactions::commit(scene)),
        Kind::RollBack => Box::pin(transactions::roll_back(scene)),
        Kind::Panic => Box::pin(transactions::panic(scene)),
        Kind::Nested => Box::pin(transactions::nested(scene)),
        Kind::Aborted => Box::pin(transactions::aborted(scene)),
        Kind::Pipeline => Box::pin(sessions::pipeline(scene)),
        Kind::DropInSession => Box::pin(sessions::drop_one(scene)),
        Kind::Raw => Box::pin(raw::before_handles(scene)),
        Kind::RawMeanwhile => Box::pin(raw::meanwhile(scene)),
        Kind::Forgotten => Box::pin(raw::forgotten(scene)),
    }
}

/// Polls a future at most so many times, if there is a bound, then drops it.
async fn drop_after<F: Future>(future: F, polls: Option<u64>) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls.unwrap_or(u64::MAX);
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.poll_unpin(cx).map(Some)
    })
    .await
}
