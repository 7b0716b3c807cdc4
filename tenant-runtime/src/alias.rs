//! What a table is called within a statement. A query takes an alias as it begins, which no other has,
//! and its columns bear it; so a column means the same table wherever it is used, as in a query
//! inside another, and a column of another statement is found out. When a statement is complete, its
//! aliases are numbered: `t0`, `t1`, …; where it has but one table, it needs none.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU32, Ordering},
};

use smallvec::SmallVec;

use crate::{Error, ErrorKind, Result, sql::Piece};

/// What a table is called within a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias(u32);

impl Alias {
    /// The row that an insert could not insert; PostgreSQL gives it its name.
    pub(crate) const EXCLUDED: Self = Self(u32::MAX);

    /// One that no other query has.
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        // After four thousand million queries they come again, which matters only within one statement.
        Self(NEXT.fetch_add(1, Ordering::Relaxed) & (u32::MAX >> 1))
    }

    #[inline]
    pub(crate) fn number_of(self) -> u32 {
        self.0
    }

    pub(crate) fn push(self, text: &mut String) {
        if self == Self::EXCLUDED {
            text.push_str("excluded");
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "t{}", self.0);
        }
    }

    /// Numbers the aliases of a statement from 0, and tells whether it needs any.
    pub(crate) fn number(pieces: &mut [Piece]) -> Result<bool> {
        let mut known = SmallVec::<[Self; 4]>::new();
        for piece in &mut *pieces {
            if let Piece::As(alias) = piece
                && !known.contains(alias)
            {
                known.push(*alias);
            }
        }
        let aliased = known.len() > 1;
        for piece in pieces {
            let (Piece::As(alias)
            | Piece::Of(alias, _)
            | Piece::Row(alias, _)
            | Piece::Target(alias, _)) = piece
            else {
                continue;
            };
            if *alias == Self::EXCLUDED {
                continue;
            }
            match known.iter().position(|known| known == alias) {
                Some(position) => *alias = Self(u32::try_from(position).unwrap_or_default()),
                None => return Err(stray(piece)),
            }
        }
        Ok(aliased)
    }
}

#[cold]
fn stray(piece: &Piece) -> Error {
    let what = match piece {
        Piece::Of(_, column) | Piece::Target(_, column) => format!("column `{column}` is"),
        _ => "a row is".into(),
    };
    Error::new(
        ErrorKind::InvalidInput,
        format!("{what} of another statement; use the columns that the closure receives"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_needs_no_alias_and_two_are_numbered_in_order() {
        let (foo, bar) = (Alias::fresh(), Alias::fresh());
        let mut one = [Piece::As(foo), Piece::Of(foo, "id")];
        assert!(!Alias::number(&mut one).unwrap());
        let mut two = [Piece::Of(bar, "id"), Piece::As(foo), Piece::As(bar)];
        assert!(Alias::number(&mut two).unwrap());
        let expected = [
            Piece::Of(Alias(1), "id"),
            Piece::As(Alias(0)),
            Piece::As(Alias(1)),
        ];
        assert_eq!(format!("{two:?}"), format!("{expected:?}"));
    }

    #[test]
    fn a_column_of_another_statement_is_refused() {
        let mut pieces = [Piece::As(Alias::fresh()), Piece::Of(Alias::fresh(), "id")];
        let error = Alias::number(&mut pieces).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(
            error
                .to_string()
                .contains("column `id` is of another statement"),
            "{error}"
        );
    }
}
