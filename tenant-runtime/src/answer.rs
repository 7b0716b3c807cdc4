//! The answer to a script that was sent, for those who wait for it later.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{FutureExt, Stream};
use tokio_postgres::{Client, Error, SimpleQueryStream};

/// The answer to a script that was sent; nothing in it is of interest but whether it failed.
pub(crate) struct Answer(Pin<Box<SimpleQueryStream>>);

impl Answer {
    /// Sends a script at once; awaiting the answer is up to the caller.
    pub(crate) fn to(client: &Client, script: &str) -> Result<Self, Error> {
        let stream = client
            .simple_query_raw(script)
            .now_or_never()
            .expect("a simple query is sent without waiting");
        Ok(Self(Box::pin(stream?)))
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
