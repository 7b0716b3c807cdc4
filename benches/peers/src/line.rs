//! A line between client and server that takes its time, as a network does.
//!
//! What comes in at one end goes out at the other a fixed time later, however much is under way, so that what is
//! sent without waiting for an answer is pipelined here, too.

use std::{
    io::{self, Read as _, Write as _},
    net::Shutdown,
    os::unix::net::{UnixListener, UnixStream},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tokio_postgres::{Config, config::Host};

/// A relay in front of the server. Its threads end with the connections that they are for, and with the process:
/// those of tokio would do for all of them, but their timer has steps of a millisecond.
pub(crate) struct Line {
    directory: tempfile::TempDir,
    user: String,
    database: String,
}

/// The name of PostgreSQL's socket within its directory, by the default port.
const SOCKET: &str = ".s.PGSQL.5432";

impl Line {
    /// To the database of a URL, with a delay in each direction.
    pub(crate) fn to(url: &str, delay: Duration) -> Result<Self> {
        let config: Config = url.parse()?;
        let directory = tempfile::tempdir()?;
        relay(&directory.path().join(SOCKET), socket(&config)?, delay)?;
        Ok(Self {
            directory,
            user: config.get_user().context("a user")?.to_owned(),
            database: config.get_dbname().context("a database")?.to_owned(),
        })
    }

    pub(crate) fn url(&self) -> Result<String> {
        let Self {
            directory,
            user,
            database,
        } = self;
        let directory = directory.path().to_str().context("a plain path")?;
        Ok(format!("host='{directory}' user={user} dbname={database}"))
    }
}

/// Where the server listens.
fn socket(config: &Config) -> Result<PathBuf> {
    let [Host::Unix(directory)] = config.get_hosts() else {
        bail!("the server is not on a Unix socket");
    };
    let port = config.get_ports().first().context("the server's port")?;
    Ok(directory.join(format!(".s.PGSQL.{port}")))
}

/// Listens, and connects whoever comes with the server.
fn relay(own: &Path, server: PathBuf, delay: Duration) -> io::Result<()> {
    let listener = UnixListener::bind(own)?;
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, server) = (client?, UnixStream::connect(&server)?);
            one_way(client.try_clone()?, server.try_clone()?, delay);
            one_way(server, client, delay);
        }
        io::Result::Ok(())
    });
    Ok(())
}

/// Bytes, and when they are due.
type Chunk = (Instant, Vec<u8>);

/// One thread takes the time of what comes, and one delivers it, so that nothing waits for what is before it.
fn one_way(from: UnixStream, to: UnixStream, delay: Duration) {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || receive(from, &sender, delay));
    thread::spawn(move || deliver(&receiver, to));
}

fn receive(mut from: UnixStream, chunks: &Sender<Chunk>, delay: Duration) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer)?;
        let chunk = (Instant::now() + delay, buffer[..count].to_vec());
        if count == 0 || chunks.send(chunk).is_err() {
            return Ok(());
        }
    }
}

fn deliver(chunks: &Receiver<Chunk>, mut to: UnixStream) -> io::Result<()> {
    for (due, bytes) in chunks {
        wait_until(due);
        to.write_all(&bytes)?;
    }
    // The other end has closed.
    to.shutdown(Shutdown::Write)
}

/// Whoever sleeps is woken up to so much late: the timer slack of Linux is 50 µs, and a processor has to be free.
const LATE: Duration = Duration::from_micros(100);

/// Sleeps for the most part, and leaves the processor to others for the rest.
fn wait_until(due: Instant) {
    thread::sleep(due.saturating_duration_since(Instant::now() + LATE));
    while Instant::now() < due {
        thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELAY: Duration = Duration::from_millis(5);

    /// The relay's two ends.
    fn ends() -> io::Result<(tempfile::TempDir, UnixStream, UnixStream)> {
        let directory = tempfile::tempdir()?;
        let (near, far) = (directory.path().join("near"), directory.path().join("far"));
        let server = UnixListener::bind(&far)?;
        relay(&near, far, DELAY)?;
        let client = UnixStream::connect(&near)?;
        let (server, _) = server.accept()?;
        Ok((directory, client, server))
    }

    #[test]
    fn bytes_come_in_order_and_not_before_their_time() -> io::Result<()> {
        let (_directory, mut client, mut server) = ends()?;
        let start = Instant::now();
        for number in 0..200_u8 {
            client.write_all(&[number])?;
        }
        let mut came = [0; 200];
        server.read_exact(&mut came[..1])?;
        assert!(start.elapsed() >= DELAY);
        server.read_exact(&mut came[1..])?;
        assert!(came.iter().copied().eq(0..200));
        Ok(())
    }

    /// A hundred, one after the other, would take half a second.
    #[test]
    fn what_comes_behind_is_not_held_up() -> io::Result<()> {
        let (_directory, mut client, mut server) = ends()?;
        let start = Instant::now();
        let mut answer = [0; 100];
        for _ in 0..100 {
            client.write_all(b"?")?;
            thread::sleep(Duration::from_micros(200));
        }
        server.read_exact(&mut answer)?;
        server.write_all(&answer)?;
        client.read_exact(&mut answer)?;
        let elapsed = start.elapsed();
        assert!(elapsed >= 2 * DELAY, "{elapsed:?}");
        assert!(elapsed < 50 * DELAY, "{elapsed:?}");
        Ok(())
    }

    #[test]
    fn an_end_that_closes_closes_the_other() -> io::Result<()> {
        let (_directory, client, mut server) = ends()?;
        drop(client);
        assert_eq!(server.read(&mut [0; 1])?, 0);
        Ok(())
    }
}
