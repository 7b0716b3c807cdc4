//! Where values are decoded from.

use postgres_types::{FromSql, Type};
use tokio_postgres::{Row, binary_copy::BinaryCopyOutRow};

use crate::{Error, Result};

/// A row of a result, or of a `COPY`.
#[expect(missing_debug_implementations, reason = "a row of a `COPY` has none")]
#[derive(Clone, Copy)]
pub enum RowRef<'a> {
    #[doc(hidden)]
    Result(&'a Row),
    #[doc(hidden)]
    Copy(&'a BinaryCopyOutRow),
}

impl<'a> RowRef<'a> {
    /// The value of a column, by its position from 0.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when it is null, of another type, or missing.
    #[inline]
    pub fn get<V: FromSql<'a>>(self, index: usize) -> Result<V> {
        match self {
            Self::Result(row) => row.try_get(index),
            Self::Copy(row) => row.try_get(index),
        }
        .map_err(Error::decode)
    }

    /// Whether a column is null, whatever its type.
    pub(crate) fn is_null(self, index: usize) -> Result<bool> {
        self.get::<Option<Anything>>(index)
            .map(|value| value.is_none())
    }
}

/// A value that is not looked at.
struct Anything;

impl<'a> FromSql<'a> for Anything {
    fn from_sql(_: &Type, _: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
