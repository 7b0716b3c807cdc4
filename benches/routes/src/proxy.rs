//! Counts round trips between client and server: a flight is a write of the client's that follows
//! an answer which it had got.
//!
//! The proxy holds answers back for a moment. What the client sends without waiting for them
//! arrives meanwhile, so that it counts as one flight however many packets it comes in.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{UnixListener, UnixStream},
    time::{Instant, sleep, sleep_until},
};

/// How long an answer is held back after its last byte.
const HOLD: Duration = Duration::from_millis(4);

/// The name of PostgreSQL's socket within its directory.
const SOCKET: &str = ".s.PGSQL.5432";

/// The last message of the server's before it waits for the client: ready, in no transaction.
const READY: [u8; 6] = [b'Z', 0, 0, 0, 5, b'I'];

/// A proxy in front of the server; it ends with the runtime.
pub(crate) struct Proxy {
    directory: tempfile::TempDir,
    flights: Arc<AtomicU64>,
}

impl Proxy {
    pub(crate) fn start(server: &Path) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let listener = UnixListener::bind(directory.path().join(SOCKET))?;
        let flights = Arc::new(AtomicU64::new(0));
        let (server, counter) = (server.join(SOCKET), Arc::clone(&flights));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&server).await?;
                tokio::spawn(relay(client, server, Arc::clone(&counter)));
            }
            std::io::Result::Ok(())
        });
        Ok(Self { directory, flights })
    }

    /// How to reach a database through it.
    pub(crate) fn url(&self, database: &str) -> Result<String> {
        let directory = self.directory.path().to_str().context("a plain path")?;
        Ok(format!(
            "host='{directory}' user=postgres dbname={database}"
        ))
    }

    /// The flights that a piece of work takes, those after its end included which it left behind.
    ///
    /// Those by which a connection is opened do not count.
    pub(crate) async fn count<R, E>(
        &self,
        work: impl Future<Output = Result<R, E>>,
    ) -> Result<u64, E> {
        let before = self.flights.load(Ordering::Acquire);
        work.await?;
        self.settle().await;
        Ok(self.flights.load(Ordering::Acquire) - before)
    }

    /// Waits until nothing is under way any more.
    pub(crate) async fn settle(&self) {
        sleep(8 * HOLD).await;
    }
}

/// One task for both directions, so that no write of the client's comes between the delivery of an
/// answer and the note of it.
async fn relay(
    mut client: UnixStream,
    mut server: UnixStream,
    flights: Arc<AtomicU64>,
) -> std::io::Result<()> {
    let (mut upward, mut downward) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut held = Vec::new();
    let mut deadline = Instant::now();
    let (mut is_open, mut is_answered) = (false, false);
    loop {
        tokio::select! {
            read = client.read(&mut upward) => {
                let bytes = &upward[..read?];
                if bytes.is_empty() {
                    return Ok(());
                }
                if is_open && is_answered {
                    is_answered = false;
                    flights.fetch_add(1, Ordering::AcqRel);
                }
                server.write_all(bytes).await?;
            }
            read = server.read(&mut downward) => {
                let bytes = &downward[..read?];
                if bytes.is_empty() {
                    return client.write_all(&held).await;
                }
                held.extend_from_slice(bytes);
                deadline = Instant::now() + HOLD;
            }
            () = sleep_until(deadline), if !held.is_empty() => {
                client.write_all(&held).await?;
                is_open |= held.ends_with(&READY);
                is_answered = true;
                held.clear();
            }
        }
    }
}
