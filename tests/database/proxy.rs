//! Stands between client and server, and writes down what the client sends, by round trips: a new
//! one begins with a message that follows an answer which the client had got.
//!
//! Answers are held back for a moment. What the client sends without waiting for them arrives
//! meanwhile, so that it is one round trip however many packets it comes in.

use std::{
    mem,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    time::{Instant, sleep, sleep_until},
};

/// How long an answer is held back after its last byte.
const HOLD: Duration = Duration::from_millis(4);

/// The types of the messages of each round trip.
pub type Trips = Vec<String>;

/// A proxy in front of a server; it ends with the runtime.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    log: Mutex<Trips>,
    /// Whether each `BEGIN` is made a mistake on its way.
    spoils: AtomicBool,
}

impl Proxy {
    pub async fn start(server: PathBuf) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::<Shared>::default();
        let proxy = Self {
            port,
            shared: Arc::clone(&shared),
        };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&server).await?;
                tokio::spawn(relay(client, server, Arc::clone(&shared)));
            }
            std::io::Result::Ok(())
        });
        Ok(proxy)
    }

    /// Has the server refuse each `BEGIN` from now on, as it does when a request to cancel meets one; or no longer.
    pub fn spoil_begins(&self, spoils: bool) {
        self.shared.spoils.store(spoils, Ordering::Relaxed);
    }

    /// How to reach a database through it.
    pub fn url(&self, database: &str) -> String {
        let port = self.port;
        format!("postgresql://postgres@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// The round trips of a piece of work, with those after its end that it left behind.
    pub async fn trips<R, E>(&self, work: impl Future<Output = Result<R, E>>) -> Result<Trips, E> {
        self.settle().await;
        lock(&self.shared.log).clear();
        work.await?;
        self.settle().await;
        Ok(mem::take(&mut lock(&self.shared.log)))
    }

    /// Waits until nothing is under way any more.
    async fn settle(&self) {
        sleep(4 * HOLD).await;
    }
}

fn lock(log: &Mutex<Trips>) -> MutexGuard<'_, Trips> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One task for both directions, so that nothing of the client's comes between the delivery of an
/// answer and the note of it.
async fn relay(
    mut client: TcpStream,
    mut server: UnixStream,
    shared: Arc<Shared>,
) -> std::io::Result<()> {
    let (mut upward, mut downward) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let (mut messages, mut held) = (Messages::default(), Vec::new());
    let (mut deadline, mut is_answered) = (Instant::now(), false);
    loop {
        tokio::select! {
            biased; // what the client has sent already does not follow the answer
            read = client.read(&mut upward) => {
                let bytes = &mut upward[..read?];
                if bytes.is_empty() {
                    return Ok(());
                }
                for kind in messages.read(bytes) {
                    note(&mut lock(&shared.log), kind, mem::take(&mut is_answered));
                }
                if shared.spoils.load(Ordering::Relaxed) {
                    spoil(bytes);
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
                held.clear();
                is_answered = true;
            }
        }
    }
}

fn spoil(bytes: &mut [u8]) {
    const BEGIN: &[u8] = b"BEGIN\0";

    for start in 0..bytes.len().saturating_sub(BEGIN.len() - 1) {
        if bytes[start..].starts_with(BEGIN) {
            bytes[start] = b'P';
        }
    }
}

fn note(trips: &mut Trips, kind: char, is_answered: bool) {
    match trips.last_mut() {
        Some(trip) if !is_answered => trip.push(kind),
        _ => trips.push(kind.into()),
    }
}

/// Splits what a client sends into messages.
/// Source: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.
#[derive(Default)]
struct Messages {
    /// The start of a message whose end did not come yet.
    rest: Vec<u8>,
    is_open: bool,
}

impl Messages {
    /// The types of the messages that are complete now.
    fn read(&mut self, bytes: &[u8]) -> Vec<char> {
        self.rest.extend_from_slice(bytes);
        let mut kinds = Vec::new();
        loop {
            // The message that opens a connection has a length, but no type.
            let start = usize::from(self.is_open);
            let Some(length) = self.rest.get(start..start + 4) else {
                return kinds;
            };
            let length = u32::from_be_bytes(length.try_into().expect("four bytes"));
            let end = start + usize::try_from(length).expect("a length");
            if self.rest.len() < end {
                return kinds;
            }
            if mem::replace(&mut self.is_open, true) {
                kinds.push(char::from(self.rest[0]));
            }
            self.rest.drain(..end);
        }
    }
}
