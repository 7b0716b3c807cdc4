//! What a table is called within a statement. A query takes an alias as it begins, which no other has,
//! and its columns bear it; so a column means the same table wherever it is used, as in a query
//! inside another, and a column of another statement is found out. In the text of a
//! statement they are numbered: `t0`, `t1`, …; where it has but one table, it needs none.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU32, Ordering},
};

use smallvec::SmallVec;

use crate::{Error, ErrorKind, sql::Piece};

/// What a table is called within a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias(u32);

impl Alias {
    /// The row that an insert could not insert; PostgreSQL gives it its name.
    pub(crate) const EXCLUDED: Self = Self(u32::MAX);

    /// One that no other query has.
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        // After two thousand million tables they come again, which matters only within one statement.
        Self(NEXT.fetch_add(1, Ordering::Relaxed) & (u32::MAX >> 1))
    }

    /// Those of a statement's tables, in order.
    pub(crate) fn declared(pieces: &[Piece]) -> SmallVec<[Self; 4]> {
        let mut declared = SmallVec::new();
        for piece in pieces {
            if let Piece::As(alias) = piece
                && !declared.contains(alias)
            {
                declared.push(*alias);
            }
        }
        declared
    }

    /// Appends its name in a statement with these aliases.
    pub(crate) fn push(self, declared: &[Self], text: &mut String) {
        if self == Self::EXCLUDED {
            text.push_str("excluded");
        } else {
            let number = declared.iter().position(|alias| *alias == self);
            // Writing to a `String` cannot fail; and a statement with another's columns is not sent.
            let _ = write!(text, "t{}", number.unwrap_or(declared.len()));
        }
    }

    /// The error of a statement with a column, or a row, of another.
    #[cold]
    pub(crate) fn stray(pieces: &[Piece]) -> Error {
        let declared = Self::declared(pieces);
        let mut pieces = pieces.iter();
        let what = pieces.find_map(|piece| match piece {
            Piece::Of(alias, column) | Piece::Target(alias, column) | Piece::Set(alias, column) => {
                (!declared.contains(alias)).then(|| format!("column `{column}` is"))
            }
            _ => None,
        });
        let what = what.unwrap_or_else(|| "a row is".into());
        Error::new(
            ErrorKind::InvalidInput,
            format!("{what} of another statement; use the columns that the closure receives"),
        )
    }
}
