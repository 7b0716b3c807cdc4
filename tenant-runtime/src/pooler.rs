//! Whether a pooler stands before the server, and whether the user said so.
//!
//! Through one in transaction mode, a setting or a prepared statement of one client reaches another
//! without a word: both name a prepared statement `s1`. So one that was not declared is refused.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    io,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    CancelToken, Client, Config, SimpleQueryMessage,
    tls::{ChannelBinding, TlsConnect, TlsStream},
};

use crate::{Error, ErrorKind, Result, connect::Connect};

/// What the user said stands before the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooler {
    None,
    /// Each client has a connection of the server to itself until it leaves.
    Session,
    /// A connection of the server is a client's for one transaction.
    Transaction,
}

/// Reaches the server through a pooler, which is never asked to cancel: until it is done with that,
/// the statement of another client may have come to where it strikes. `PgBouncer` 1.18 even ends, with
/// "bad client state", as tokio-postgres does not wait for it to hang up.
pub(crate) struct Pooled(pub(crate) Box<dyn Connect>);

impl Connect for Pooled {
    fn connect<'a>(
        &'a self,
        config: &'a Config,
    ) -> Pin<Box<dyn Future<Output = Result<Client, tokio_postgres::Error>> + Send + 'a>> {
        self.0.connect(config)
    }

    fn cancel(&self, _: CancelToken) {}
}

/// A request for TLS, the same in each connection.
/// Source: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// Refuses a connection that a pooler answered: the process that runs its statements is another than
/// was announced when it was opened.
///
/// Poolers announce a number of their own, as their clients cancel by it. In which mode one works,
/// nothing tells for sure: an idle one gives a client the same connection over and over.
///
/// The question goes with the script that a new connection starts with, so that both are one round
/// trip.
pub(crate) async fn refuse(client: &Client, script: &str) -> Result<()> {
    let running = backend(client, script).await?;
    if running.is_some() && running == announced(&client.cancel_token()) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidInput,
        "a pooler stands before the server; build the `Database` with `transaction_pooler()`, or with `session_pooler()` if the pooler is in session mode",
    ))
}

async fn backend(client: &Client, script: &str) -> Result<Option<i32>> {
    let answer = client
        .simple_query(&format!("SELECT pg_catalog.pg_backend_pid(); {script}"))
        .await
        .map_err(Error::connect)?;
    Ok(answer.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0)?.parse().ok(),
        _ => None,
    }))
}

/// The process that was announced. tokio-postgres keeps it for cancelling alone, so it is read from
/// a request to cancel that goes nowhere.
fn announced(token: &CancelToken) -> Option<i32> {
    let mut tape = Vec::new();
    let written = token.cancel_query_raw(Tape(&mut tape), NoHandshake);
    written.now_or_never()?.ok()?;
    let request = tape.strip_prefix(&SSL_REQUEST).unwrap_or(&tape);
    let process = request.get(8..12)?; // after a length and a code
    Some(i32::from_be_bytes(process.try_into().ok()?))
}

/// Records what is written, and agrees to TLS, which it then leaves out.
struct Tape<'a>(&'a mut Vec<u8>);

struct NoHandshake;

impl<'a> TlsConnect<Tape<'a>> for NoHandshake {
    type Stream = Tape<'a>;
    type Error = Infallible;
    type Future = Ready<Result<Tape<'a>, Infallible>>;

    fn connect(self, tape: Tape<'a>) -> Self::Future {
        ready(Ok(tape))
    }
}

impl TlsStream for Tape<'_> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Tape<'_> {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        buffer.put_slice(b"S");
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Tape<'_> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
