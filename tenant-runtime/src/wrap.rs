//! Statements that depend on what the connection is set to. What belongs together is sent in one go,
//! while nobody else sends on the connection: a single statement whose route sets the path or role
//! per transaction goes out as `BEGIN`, `SET LOCAL …`, the statement and `COMMIT`, which is one round
//! trip still; the first statement of a user's transaction follows its `BEGIN`; and nobody changes a
//! session between the look at it and the statement.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

use futures_util::{
    FutureExt,
    future::{self, BoxFuture},
};
use tokio_postgres::{Error, RowStream};

use crate::{
    answer::Answer,
    cache::How,
    connection::State,
    executor::Held,
    run::{Begun, Call, is_stale, prepare, prepared, unprepared},
    sql::Wording,
};

/// The end of the transaction around a statement.
///
/// It was sent already; awaiting it tells whether it succeeded, as a deferred constraint can fail
/// there.
pub(crate) struct Commit(Answer);

/// A statement that was sent, with the transaction around it.
struct Sent<'a> {
    wording: Wording<'a>,
    begun: Vec<Answer>,
    statement: BoxFuture<'a, Result<Step, Error>>,
    commit: Option<Commit>,
}

/// What became of a statement.
enum Step {
    Running(RowStream),
    /// It is still to be run, in another transaction: names are looked up while it is prepared.
    Prepared,
}

/// Runs a statement in whatever way its route and the state of the connection ask for.
pub(crate) async fn run(held: Held<'_>, call: &Call<'_>, state: &State) -> crate::Result<Begun> {
    loop {
        if let Some(refusal) = held.fate.and_then(|fate| fate.opening().refusal()) {
            return Err(refusal);
        }
        let sent = Sent::now(held, call, state)?;
        let refused = match held.fate {
            Some(fate) => fate.opening().seen().await.err(),
            None => first_error(sent.begun).await,
        };
        let step = sent.statement.await;
        if let Some(refused) = refused {
            if let Some(commit) = sent.commit {
                let _ = see(commit, held).await; // a rollback, which was sent already
            }
            return Err(refused); // says why the rest was refused
        }
        match step {
            Ok(Step::Running(rows)) => return Ok((rows, sent.commit)),
            Ok(Step::Prepared) => {
                if let Some(commit) = sent.commit {
                    see(commit, held).await?;
                }
            }
            Err(error) => {
                if let Some(commit) = sent.commit {
                    let _ = see(commit, held).await;
                }
                if !is_stale(&error) {
                    return Err(error.into());
                }
                // Forgotten, it goes unprepared the next time.
                state.statements.remove(call.key(sent.wording));
                // In the user's transaction the error has ended that; only the caller can start over.
                if held.fate.is_some() {
                    return Err(error.into());
                }
            }
        }
    }
}

/// Reads every answer, and returns the first error.
async fn first_error(answers: Vec<Answer>) -> Option<crate::Error> {
    let mut first = None;
    for answer in answers {
        first = first.or(answer.await.err());
    }
    first.map(Into::into)
}

/// Waits for the end of the transaction around a statement; behind a pointer, as most have none.
pub(crate) fn see(commit: Commit, held: Held<'_>) -> BoxFuture<'_, Result<(), Error>> {
    let seen = async move {
        commit.await?;
        if let Some(state) = held.state {
            state.end();
        }
        Ok(())
    };
    seen.boxed()
}

impl<'a> Sent<'a> {
    /// Sends everything that has to be together.
    ///
    /// `BEGIN` and the settings are two messages: a setting that is refused as a whole, as for a name
    /// that the database's encoding lacks, must not take the `BEGIN` with it.
    fn now(held: Held<'a>, call: &'a Call<'a>, state: &'a State) -> Result<Self, Error> {
        let _alone = state.send_alone();
        // Where the user had the client, its settings may be others by now, and a transaction the
        // user's own: then nothing is set, and tables are named with their schema.
        let touched = state.is_touched();
        let wording = call.wording(touched);
        let setup = if touched || held.fate.is_some() {
            None
        } else {
            let tenant = (!call.once).then_some(call.schema);
            state.route.local_setup(tenant)
        };
        let setup = setup.as_deref();
        let mut begun = Vec::new();
        if setup.is_some() {
            state.begin();
        }
        for script in setup.into_iter().flat_map(|setup| ["BEGIN", setup]) {
            begun.push(Answer::to(held.client, script)?);
        }
        let plan = if call.reuse {
            state.statements.plan(call.key(wording))
        } else {
            How::Unprepared
        };
        let statement = match plan {
            How::Prepared(statement) => {
                sent(async move { prepared(held, call, &statement).await.map(Step::Running) })
            }
            How::Unprepared => {
                sent(unprepared(held, call, wording).map(|rows| rows.map(Step::Running)))
            }
            How::Prepare => {
                sent(prepare(held, call, wording, state).map(|done| done.map(|_| Step::Prepared)))
            }
        };
        let commit = match setup {
            Some(_) => Some(Commit(Answer::to(held.client, "COMMIT")?)),
            None => None,
        };
        Ok(Self {
            wording,
            begun,
            statement,
            commit,
        })
    }
}

/// Polls a future once, which has the client send, and leaves the waiting for later.
///
/// Every call of tokio-postgres sends before it first waits.
fn sent<'a, R: Send + 'a>(call: impl Future<Output = R> + Send + 'a) -> BoxFuture<'a, R> {
    let mut call = Box::pin(call);
    // Whoever waits polls again, with a waker of its own.
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => future::ready(output).boxed(),
        Poll::Pending => call,
    }
}

impl Future for Commit {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}
