//! `Schema`: a schema name that is only known at run time, validated once.
//!
//! The name is kept inline, as PostgreSQL keeps it (63 bytes of NAMEDATALEN 64), so that a
//! `Schema` is `Copy` like every other tenant and can ride along in columns and rows.

use std::{fmt, str::FromStr};

use arrayvec::ArrayString;

use crate::{
    Error, ErrorKind, Result,
    tenant::{Target, Tenant},
};

/// The most bytes of an identifier that PostgreSQL keeps (NAMEDATALEN − 1).
///
/// Longer names are cut by the server without an error, so this library refuses them. Source:
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>.
pub const MAX_NAME_BYTES: usize = 63;

/// The name of a schema that did not exist when the program was built.
///
/// Any name that PostgreSQL keeps unchanged is accepted: 1 to 63 bytes, no NUL, and not one of
/// the server's own (`pg_…`, `information_schema`). It is always quoted in SQL, so capitals,
/// spaces and quotes in it are safe.
///
/// # Examples
///
/// ```
/// use tenant::Schema;
///
/// let schema = Schema::new("client_2041")?;
/// assert_eq!(schema.name(), "client_2041");
/// assert!(Schema::new("").is_err());
/// assert!(Schema::new(&"x".repeat(64)).is_err());
/// # Ok::<(), tenant::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schema(ArrayString<MAX_NAME_BYTES>);

impl Schema {
    /// Validates a schema name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidName`] when the name is empty, longer than 63 bytes, contains NUL, or
    /// belongs to the server.
    pub fn new(name: &str) -> Result<Self> {
        check_name(name)
            .and_then(|()| ArrayString::from(name).map_err(|_| too_long(name)))
            .map(Self)
            .map_err(|problem| Error::new(ErrorKind::InvalidName, problem))
    }

    /// The name, as it was given.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Tenant for Schema {
    fn schema(&self) -> &str {
        self.name()
    }

    fn target(&self) -> Target {
        Target::Schema(*self)
    }
}

impl FromStr for Schema {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::new(name)
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schema").field(&self.name()).finish()
    }
}

fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        Err("schema name is empty; give it at least one character".into())
    } else if name.contains('\0') {
        Err(format!(
            "schema name `{}` contains a NUL character",
            name.escape_default()
        ))
    } else if name.starts_with("pg_") {
        Err(format!(
            "schema name `{name}` starts with `pg_`; PostgreSQL reserves that prefix"
        ))
    } else if name == "information_schema" {
        Err("schema name `information_schema` belongs to PostgreSQL; choose another".into())
    } else {
        Ok(())
    }
}

fn too_long(name: &str) -> String {
    format!(
        "schema name `{name}` has {} bytes; PostgreSQL keeps at most {MAX_NAME_BYTES}",
        name.len()
    )
}
