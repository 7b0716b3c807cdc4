//! A single statement in a transaction of its own, which sets the path or role first: `BEGIN; SET
//! LOCAL …`, the statement and `COMMIT` are sent together, so that it is one round trip still.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use futures_util::{Stream, future::maybe_done};
use tokio_postgres::{Client, Error, RowStream, SimpleQueryStream};

use crate::connection::{Condition, State};

/// What is under way besides a statement's rows: the end of the transaction around it.
///
/// It was sent already; awaiting it tells whether it succeeded, as a deferred constraint can fail
/// there.
pub(crate) struct Commit(Answer);

/// The answer to a script that was sent; nothing in it is of interest but whether it failed.
struct Answer(Pin<Box<SimpleQueryStream>>);

impl Answer {
    /// Sends a script, without waiting.
    async fn to(client: &Client, script: &str) -> Result<Self, Error> {
        Ok(Self(Box::pin(client.simple_query_raw(script).await?)))
    }
}

impl Future for Answer {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match ready!(self.0.as_mut().poll_next(cx)) {
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Err(error)),
                None => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl Future for Commit {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

/// A transaction that was begun. Until its end was sent, a dropped future leaves it open, so that
/// the connection has to be reset.
pub(crate) struct Begun<'a> {
    client: &'a Client,
    state: Option<&'a State>,
    answer: Answer,
}

impl<'a> Begun<'a> {
    /// Sends `BEGIN` and the settings of the transaction, without waiting.
    pub(crate) async fn with(
        client: &'a Client,
        state: &'a State,
        setup: &str,
    ) -> Result<Self, Error> {
        let answer = Answer::to(client, &format!("BEGIN; {setup}")).await?;
        Ok(Self {
            client,
            state: Some(state),
            answer,
        })
    }

    /// Sends the statement, and the end of the transaction right behind it.
    ///
    /// If the settings fail, the transaction is aborted, and the server refuses the statement.
    pub(crate) async fn run(
        mut self,
        statement: impl Future<Output = Result<RowStream, Error>>,
    ) -> Result<(RowStream, Option<Commit>), Error> {
        let mut statement = pin!(maybe_done(statement));
        // The first poll sends it.
        poll_fn(|cx| {
            let _ = statement.as_mut().poll(cx);
            Poll::Ready(())
        })
        .await;
        let commit = Commit(Answer::to(self.client, "COMMIT").await?);
        self.state = None;
        (&mut self.answer).await?; // says why the rest was refused
        statement.as_mut().await;
        let rows = statement.take_output().expect("it was awaited")?;
        Ok((rows, Some(commit)))
    }

    /// Ends the transaction without a statement.
    pub(crate) async fn roll_back(mut self) -> Result<(), Error> {
        let end = Answer::to(self.client, "ROLLBACK").await?;
        self.state = None;
        (&mut self.answer).await?;
        end.await
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.state {
            state.mark(Condition::Touched);
        }
    }
}
