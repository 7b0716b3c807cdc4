//! The one error type of the library: opaque, with a kind that callers match and the
//! facts that PostgreSQL reported. It names statements and objects, never parameters.

use std::{error, fmt, sync::Arc};

use tokio_postgres::error::{DbError, SqlState};

use crate::transaction::Attempt;

/// The result of everything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as far as a caller can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `fetch_one` found no row.
    NotFound,
    /// Values of two tenants met in one statement; nothing was sent.
    TenantMismatch,
    /// A schema, table or column name that PostgreSQL would not keep as it is written.
    InvalidName,
    /// A request that cannot be sent as it is, such as an insert of too many rows.
    InvalidInput,
    /// The server could not be reached or refused the connection.
    Connect,
    /// The connection was lost, or the server ended it (SQLSTATE 57P01, 57P02).
    Closed,
    /// No connection became free in time.
    PoolTimeout,
    /// A parameter could not be encoded.
    Encode,
    /// A column could not be decoded into the field's type.
    Decode,
    /// A statement failed earlier in the transaction, so it could only be rolled back.
    TransactionAborted,
    /// A unique constraint was violated (SQLSTATE 23505).
    UniqueViolation,
    /// A foreign key was violated (SQLSTATE 23503).
    ForeignKeyViolation,
    /// A check constraint was violated (SQLSTATE 23514).
    CheckViolation,
    /// A column was null that must not be (SQLSTATE 23502).
    NotNullViolation,
    /// The row that was to be updated or deleted was changed or deleted since it was read; see
    /// `#[tenant(version)]`.
    VersionConflict,
    /// The transaction lost to a concurrent one (SQLSTATE 40001 or 40P01); run it again, as
    /// [`retry`](crate::TransactionBuilder::retry) does.
    Serialization,
    /// Any other error that the server reported; see [`Error::code`].
    Database,
}

/// An error of this library.
///
/// # Examples
///
/// ```
/// use tenant::{ErrorKind, Schema};
///
/// let error = Schema::new("pg_client").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidName);
/// assert_eq!(
///     error.to_string(),
///     "schema name `pg_client` starts with `pg_`; PostgreSQL reserves that prefix"
/// );
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Option<String>,
    statement: Option<Statement>,
    attempt: Option<Attempt>,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

/// Which statement failed: enough to find it, nothing that identifies a person.
struct Statement {
    schema: Box<str>,
    table: &'static str,
    operation: &'static str,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: Some(message.into()),
            statement: None,
            attempt: None,
            source: None,
        }))
    }

    pub(crate) fn with_source(
        kind: ErrorKind,
        message: impl Into<String>,
        source: impl Into<Box<dyn error::Error + Send + Sync>>,
    ) -> Self {
        let mut error = Self::new(kind, message);
        error.0.source = Some(source.into());
        error
    }

    /// The same error once more, for one without a source: that two tenants met.
    pub(crate) fn again(&self) -> Self {
        Self::new(self.kind(), self.to_string())
    }

    /// An error that several callers get.
    pub(crate) fn shared(source: Arc<tokio_postgres::Error>) -> Self {
        Self(Box::new(Inner {
            kind: kind_of(&source),
            message: None,
            statement: None,
            attempt: None,
            source: Some(source.into()),
        }))
    }

    /// Says something before what the server reported.
    pub(crate) fn saying(mut self, message: &str) -> Self {
        self.0.message = Some(message.into());
        self
    }

    /// Adds which attempt of a transaction it ended.
    pub(crate) fn in_attempt(mut self, attempt: Option<Attempt>) -> Self {
        self.0.attempt = attempt;
        self
    }

    /// An error while connecting, where everything but the server's own refusal is `Connect`.
    pub(crate) fn connect(source: tokio_postgres::Error) -> Self {
        let mut error = Self::from(source);
        error.0.kind = ErrorKind::Connect;
        error
    }

    /// An error while decoding a column of a row.
    pub(crate) fn encode(source: Box<dyn error::Error + Send + Sync>) -> Self {
        Self::with_source(ErrorKind::Encode, "a value could not be encoded", source)
    }

    #[cold]
    pub(crate) fn decode(source: tokio_postgres::Error) -> Self {
        let mut error = Self::from(source);
        error.0.kind = ErrorKind::Decode;
        error
    }

    /// Adds what was being run, unless an inner call already said so.
    pub(crate) fn in_statement(
        mut self,
        schema: &str,
        table: &'static str,
        operation: &'static str,
    ) -> Self {
        self.0.statement.get_or_insert_with(|| Statement {
            schema: schema.into(),
            table,
            operation,
        });
        self
    }

    /// The same, of many schemas, where it was said to be of the one that they are asked through.
    pub(crate) fn of_schemas(mut self, through: &str, named: &str) -> Self {
        if let Some(statement) = &mut self.0.statement
            && &*statement.schema == through
        {
            statement.schema = named.into();
        }
        self
    }

    /// What went wrong, as far as a caller can act on it.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The SQLSTATE that the server reported.
    pub fn code(&self) -> Option<&SqlState> {
        self.as_db_error().map(DbError::code)
    }

    /// The constraint that was violated.
    pub fn constraint(&self) -> Option<&str> {
        self.as_db_error().and_then(DbError::constraint)
    }

    /// The table that the server named, or else the one that the statement was for.
    pub fn table(&self) -> Option<&str> {
        self.as_db_error().and_then(DbError::table).or(self
            .0
            .statement
            .as_ref()
            .map(|statement| statement.table))
    }

    /// The column that the server named.
    pub fn column(&self) -> Option<&str> {
        self.as_db_error().and_then(DbError::column)
    }

    /// The schema of the tenant whose statement failed; of a query across tenants, that of the first, and how
    /// many there are more.
    pub fn schema(&self) -> Option<&str> {
        self.0
            .statement
            .as_ref()
            .map(|statement| &*statement.schema)
            .or(self.as_db_error().and_then(DbError::schema))
    }

    /// The operation that failed, such as `INSERT`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0
            .statement
            .as_ref()
            .map(|statement| statement.operation)
    }

    /// Everything that the server said about the error.
    pub fn as_db_error(&self) -> Option<&DbError> {
        let source = self.0.source.as_ref()?;
        let own = source.downcast_ref::<tokio_postgres::Error>();
        let shared = || source.downcast_ref::<Arc<tokio_postgres::Error>>();
        own.or_else(|| shared().map(|shared| &**shared))
            .and_then(tokio_postgres::Error::as_db_error)
    }

    /// How many attempts had been made when a transaction that is [run again](crate::TransactionBuilder::retry)
    /// lost to a concurrent one; absent from every other error.
    pub fn attempts(&self) -> Option<u32> {
        self.0.attempt.map(|attempt| attempt.number)
    }

    /// Whether the connection is gone.
    pub fn is_closed(&self) -> bool {
        self.0.kind == ErrorKind::Closed
    }
}

impl fmt::Debug for Error {
    /// Like `Display`, without what can hold values: PostgreSQL's detail names the offending key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Error");
        text.field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .field("code", &self.code().map(SqlState::code))
            .field("constraint", &self.constraint())
            .field("column", &self.column());
        if self.as_db_error().is_none() {
            text.field("source", &self.0.source);
        }
        text.finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Statement {
            schema,
            table,
            operation,
        }) = &self.0.statement
        {
            write!(f, "{operation} on \"{schema}\".\"{table}\": ")?;
        }
        self.write_reason(f)?;
        if let Some(Attempt { number, limit }) = self.0.attempt {
            write!(f, ", in attempt {number} of {limit}")?;
        }
        Ok(())
    }
}

impl Error {
    fn write_reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(db) = self.as_db_error() {
            if let Some(message) = &self.0.message {
                write!(f, "{message}: ")?;
            }
            write!(f, "{} (SQLSTATE {})", db.message(), db.code().code())
        } else if let Some(message) = &self.0.message {
            f.write_str(message)
        } else if let Some(source) = &self.0.source {
            // tokio-postgres keeps the reason (a refused connection, a wrong type) one level down.
            match source.source() {
                Some(reason) => write!(f, "{source}: {reason}"),
                None => write!(f, "{source}"),
            }
        } else {
            write!(f, "{:?}", self.0.kind)
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        // Without a message of its own, or with what the server reported, the text above is the
        // source's, which a report of the whole chain would then show twice.
        self.0.message.as_ref()?;
        if self.as_db_error().is_some() {
            return None;
        }
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self(Box::new(Inner {
            kind: kind_of(&error),
            message: None,
            statement: None,
            attempt: None,
            source: Some(error.into()),
        }))
    }
}

fn kind_of(error: &tokio_postgres::Error) -> ErrorKind {
    if let Some(code) = error.code() {
        return match *code {
            SqlState::UNIQUE_VIOLATION => ErrorKind::UniqueViolation,
            SqlState::FOREIGN_KEY_VIOLATION => ErrorKind::ForeignKeyViolation,
            SqlState::CHECK_VIOLATION => ErrorKind::CheckViolation,
            SqlState::NOT_NULL_VIOLATION => ErrorKind::NotNullViolation,
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
                ErrorKind::Serialization
            }
            SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN => ErrorKind::Closed,
            _ => ErrorKind::Database,
        };
    }
    // tokio-postgres keeps its kinds private. Connecting and decoding classify their own errors
    // (see `connect` and `decode` above), which leaves a lost connection, whose source is an I/O
    // error, and a parameter that could not be encoded.
    let io = error::Error::source(error).is_some_and(<dyn error::Error>::is::<std::io::Error>);
    if error.is_closed() || io {
        ErrorKind::Closed
    } else {
        ErrorKind::Encode
    }
}
