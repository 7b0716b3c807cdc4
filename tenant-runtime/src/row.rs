//! Where values are decoded from.

use postgres_types::{FromSql, Type};
use tokio_postgres::{Row, binary_copy::BinaryCopyOutRow};

use crate::{Error, Result};

/// A row of a result, or of a `COPY`.
#[expect(missing_debug_implementations, reason = "a row of a `COPY` has none")]
#[derive(Clone, Copy)]
pub enum RowRef<'a> {
    /// A row of a result before one of it was read in full: the types of its columns are compared with those
    /// that are read.
    #[doc(hidden)]
    First(&'a Row),
    /// A row after one that was read in full: its columns are of the same types. To compare them once more, for
    /// each value of each row, would be a twentieth of a list's instructions.
    #[doc(hidden)]
    Next(&'a Row),
    #[doc(hidden)]
    Copy(&'a BinaryCopyOutRow),
}

impl<'a> RowRef<'a> {
    /// The value of a column, by its position from 0.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when it is null, of another type (if types are compared),
    /// or missing.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn get<V: FromSql<'a>>(self, index: usize) -> Result<V> {
        match self {
            Self::First(row) => decoded(row.try_get(index)),
            Self::Next(row) => decoded(row.try_get(index).map(|Known(value)| value)),
            Self::Copy(row) => copied(row, index),
        }
    }

    /// The row with its types compared again, for values that are not read from every row: those before may have
    /// had none.
    pub(crate) fn anew(self) -> Self {
        match self {
            Self::Next(row) => Self::First(row),
            row => row,
        }
    }

    /// The row of a result.
    pub(crate) fn result(self) -> Option<&'a Row> {
        match self {
            Self::First(row) | Self::Next(row) => Some(row),
            Self::Copy(_) => None,
        }
    }

    /// Whether a column is null, whatever its type.
    pub(crate) fn is_null(self, index: usize) -> Result<bool> {
        self.get::<Option<Anything>>(index)
            .map(|value| value.is_none())
    }
}

/// Apart, so that what reads a result is short enough to be where the value goes.
#[inline(never)]
fn copied<'a, V: FromSql<'a>>(row: &'a BinaryCopyOutRow, index: usize) -> Result<V> {
    decoded(row.try_get(index))
}

#[inline]
fn decoded<V>(value: Result<V, tokio_postgres::Error>) -> Result<V> {
    match value {
        Ok(value) => Ok(value),
        Err(error) => Err(Error::decode(error)),
    }
}

/// A value of a column whose type is known to be its own.
struct Known<V>(V);

impl<'a, V: FromSql<'a>> FromSql<'a> for Known<V> {
    #[inline]
    fn from_sql(ty: &Type, bytes: &'a [u8]) -> FromSqlResult<Self> {
        V::from_sql(ty, bytes).map(Self)
    }

    #[inline]
    fn from_sql_null(ty: &Type) -> FromSqlResult<Self> {
        V::from_sql_null(ty).map(Self)
    }

    #[inline]
    fn from_sql_nullable(ty: &Type, bytes: Option<&'a [u8]>) -> FromSqlResult<Self> {
        V::from_sql_nullable(ty, bytes).map(Self)
    }

    #[inline]
    fn accepts(_: &Type) -> bool {
        true
    }
}

type FromSqlResult<V> = Result<V, Box<dyn std::error::Error + Sync + Send>>;

/// A value that is not looked at.
struct Anything;

impl<'a> FromSql<'a> for Anything {
    fn from_sql(_: &Type, _: &'a [u8]) -> FromSqlResult<Self> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
