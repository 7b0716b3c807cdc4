//! Where values are decoded from.

use postgres_types::FromSql;
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
}
