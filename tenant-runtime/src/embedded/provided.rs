//! The server that a test run uses: one that exists, or a throwaway one.

use std::env::{self, VarError};
use std::sync::OnceLock;

use super::error::{StartError, StartErrorKind};
use super::server::Server;

/// The server that `DATABASE_URL` names or, when it is not set, a [`Server`].
///
/// # Examples
///
/// ```
/// use tenant::embedded::Provided;
///
/// let provided = Provided::from_env()?;
/// assert!(provided.url().parse::<tokio_postgres::Config>().is_ok());
/// # Ok::<(), tenant::embedded::StartError>(())
/// ```
#[derive(Debug)]
#[must_use = "a throwaway server is stopped when it is dropped"]
pub enum Provided {
    /// The value of `DATABASE_URL`.
    External(String),
    /// A server that lives as long as this value.
    Embedded(Server),
}

impl Provided {
    /// Reads `DATABASE_URL`, and starts a server if it is not set or empty.
    ///
    /// # Errors
    ///
    /// Those of [`Server::start`], and [`StartErrorKind::System`] if the variable is
    /// not UTF-8. Whether a server answers at the URL is not tried.
    pub fn from_env() -> Result<Self, StartError> {
        match env::var("DATABASE_URL") {
            Ok(url) if !url.is_empty() => Ok(Self::External(url)),
            Ok(_) | Err(VarError::NotPresent) => Server::start().map(Self::Embedded),
            Err(error) => Err(StartError::with_source(
                StartErrorKind::System,
                "DATABASE_URL is not UTF-8",
                error,
            )),
        }
    }

    /// Returns the URL, or the connection string, of a database on the server.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::External(url) => url,
            Self::Embedded(server) => server.url(),
        }
    }
}

/// Returns the URL of the one server that all callers in this process share.
///
/// The first call starts it, unless `DATABASE_URL` is set, and blocks meanwhile. It
/// is gone when the process is. A runner with a process for each test, such as
/// nextest, starts a server for each; set `DATABASE_URL` there.
///
/// # Errors
///
/// Those of [`Provided::from_env`]; every caller gets the first one's.
///
/// # Examples
///
/// ```
/// use tenant::embedded::shared_url;
///
/// assert_eq!(shared_url()?, shared_url()?);
/// # Ok::<(), tenant::embedded::StartError>(())
/// ```
pub fn shared_url() -> Result<&'static str, StartError> {
    static SHARED: OnceLock<Result<Provided, StartError>> = OnceLock::new();

    match SHARED.get_or_init(Provided::from_env) {
        Ok(provided) => Ok(provided.url()),
        Err(error) => Err(error.clone()),
    }
}
