//! The one error of this module: why there is no server, or no database on it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The reason why a throwaway server or a test's database is not available.
///
/// It can be cloned, since everyone who asks for the shared server gets the same
/// answer. `Debug` prints the message as it is, so that a failed `unwrap` in a
/// test can be read.
#[derive(Clone)]
pub struct StartError {
    inner: Arc<Inner>,
}

struct Inner {
    kind: StartErrorKind,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What kind of failure a [`StartError`] reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StartErrorKind {
    /// There are no server programs where they were looked for.
    NotFound,
    /// A process could not be run, or the environment is unusable.
    System,
    /// `initdb` or `postgres` ended by itself; the message has the end of its log.
    Exited,
    /// The server did not accept connections in time.
    TimedOut,
    /// A test's database could not be created on a server that runs.
    Database,
}

impl StartError {
    pub(super) fn new(kind: StartErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            inner: Arc::new(Inner {
                kind,
                message,
                source: None,
            }),
        }
    }

    pub(super) fn with_source(
        kind: StartErrorKind,
        message: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        let (message, source) = (message.into(), Some(source.into()));
        Self {
            inner: Arc::new(Inner {
                kind,
                message,
                source,
            }),
        }
    }

    /// Returns what kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> StartErrorKind {
        self.inner.kind
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)
    }
}

impl fmt::Debug for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.inner.kind)?;
        match &self.inner.source {
            Some(source) => write!(f, ": {source:?}"),
            None => Ok(()),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
