//! SQL as a list of pieces in which the schema is still open. The text is joined where a
//! statement is first sent; afterwards the pieces' identity finds the prepared statement.

use std::{fmt::Write, hash::Hasher};

use rustc_hash::FxHasher;

use crate::{Result, alias::Alias, def::ColumnDef};

/// One piece of a statement.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// Text as it is.
    Text(&'static str),
    /// A table in the tenant's schema, unquoted.
    Table(&'static str),
    /// A column, or another name, unquoted.
    Column(&'static str),
    /// The next parameter, `$1`, `$2`, ….
    Param,
    /// What the table before it is called in the rest of the statement.
    As(Alias),
    /// A column of the table that is called so.
    Of(Alias, &'static str),
    /// Every column of the table that is called so.
    Row(Alias, &'static [ColumnDef]),
    /// A column of the table that is called so, where the grammar wants its bare name.
    Target(Alias, &'static str),
}

/// A statement's pieces: constant for an entity, or put together by a builder.
#[derive(Clone, Debug)]
pub(crate) enum Sql {
    Fixed(&'static [Piece]),
    Built {
        pieces: Vec<Piece>,
        /// Whether columns are named with their table.
        aliased: bool,
    },
}

impl Sql {
    /// What a builder put together, in which each alias is one of the statement's.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for a column of another statement.
    pub(crate) fn built(mut pieces: Vec<Piece>) -> Result<Self> {
        let aliased = Alias::number(&mut pieces)?;
        Ok(Self::Built { pieces, aliased })
    }

    /// The same with another piece in front.
    pub(crate) fn after(piece: Piece, rest: &Self) -> Self {
        let pieces = rest.pieces().iter().copied();
        Self::Built {
            pieces: [piece].into_iter().chain(pieces).collect(),
            aliased: rest.is_aliased(),
        }
    }

    pub(crate) fn pieces(&self) -> &[Piece] {
        match self {
            Self::Fixed(pieces) => pieces,
            Self::Built { pieces, .. } => pieces,
        }
    }

    fn is_aliased(&self) -> bool {
        matches!(self, Self::Built { aliased: true, .. })
    }
}

/// A statement as it is worded on one connection: its pieces, and what stands for the schema.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'a> {
    pub(crate) sql: &'a Sql,
    pub(crate) schema: &'a str,
    /// Whether tables are named with the schema.
    pub(crate) qualified: bool,
}

impl Wording<'_> {
    /// A hash that is equal for equal pieces at equal addresses.
    ///
    /// Static text is identified by its address: two copies of one text merely get two entries in
    /// the statement cache, while the same address always means the same text.
    #[inline]
    pub(crate) fn fingerprint(self) -> u64 {
        let mut hasher = FxHasher::default();
        hasher.write(self.schema.as_bytes());
        let qualified = usize::from(self.qualified);
        match self.sql {
            Sql::Fixed(pieces) => hasher.write_usize(pieces.as_ptr().addr() ^ qualified),
            Sql::Built { pieces, .. } => {
                hasher.write_usize(qualified);
                for piece in pieces {
                    piece.identify(&mut hasher);
                }
            }
        }
        hasher.finish()
    }

    /// The text of the statement.
    pub(crate) fn text(self) -> String {
        let mut text = String::with_capacity(128);
        let aliased = self.sql.is_aliased();
        let mut params = 0_usize;
        for piece in self.sql.pieces() {
            match *piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Table(table) => {
                    if self.qualified {
                        push_quoted(&mut text, self.schema);
                        text.push('.');
                    }
                    push_quoted(&mut text, table);
                }
                Piece::Column(column) | Piece::Target(_, column) => push_quoted(&mut text, column),
                Piece::Param => {
                    params += 1;
                    // Writing to a `String` cannot fail.
                    let _ = write!(text, "${params}");
                }
                Piece::As(alias) => {
                    if aliased && alias != Alias::EXCLUDED {
                        text.push_str(" AS ");
                        alias.push(&mut text);
                    }
                }
                Piece::Of(alias, column) => push_column(&mut text, aliased, alias, column),
                Piece::Row(alias, columns) => {
                    for (position, column) in columns.iter().enumerate() {
                        if position > 0 {
                            text.push_str(", ");
                        }
                        push_column(&mut text, aliased, alias, column.name);
                    }
                }
            }
        }
        text
    }
}

fn push_column(text: &mut String, aliased: bool, alias: Alias, column: &str) {
    if aliased {
        alias.push(text);
        text.push('.');
    }
    push_quoted(text, column);
}

impl PartialEq for Sql {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(a), Self::Fixed(b)) if std::ptr::eq(*a, *b) => true,
            _ => self.pieces() == other.pieces(),
        }
    }
}

/// Static text is equal where it is the same: where its address is. See [`Wording::fingerprint`].
impl PartialEq for Piece {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Piece {}

impl Piece {
    /// What tells a piece from every other: its kind and alias, the address of its text, and its
    /// length.
    #[inline]
    fn identity(&self) -> (u64, usize, usize) {
        let of = |kind: u8, alias: Alias, text: &str| {
            let kind = u64::from(alias.number_of()) << 8 | u64::from(kind);
            (kind, text.as_ptr().addr(), text.len())
        };
        let text = |kind: u8, text: &str| (u64::from(kind), text.as_ptr().addr(), text.len());
        match *self {
            Self::Text(part) => text(0, part),
            Self::Table(table) => text(1, table),
            Self::Column(column) => text(2, column),
            Self::Param => text(3, ""),
            Self::As(alias) => of(4, alias, ""),
            Self::Of(alias, column) => of(5, alias, column),
            Self::Row(alias, columns) => {
                let kind = u64::from(alias.number_of()) << 8 | 6;
                (kind, columns.as_ptr().addr(), columns.len())
            }
            Self::Target(alias, column) => of(7, alias, column),
        }
    }

    #[inline]
    fn identify(&self, hasher: &mut FxHasher) {
        let (kind, address, length) = self.identity();
        // What differs in these is far apart: an address has less than 48 bits.
        hasher.write_u64((kind << 48) ^ ((length as u64) << 40) ^ address as u64);
    }
}

/// Appends an identifier in double quotes, with quotes inside doubled.
pub(crate) fn push_quoted(text: &mut String, name: &str) {
    text.push('"');
    for (position, part) in name.split('"').enumerate() {
        if position > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    text.push('"');
}

/// An identifier in double quotes.
pub(crate) fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    push_quoted(&mut text, name);
    text
}

/// A text as a literal, whatever the server's `standard_conforming_strings`.
pub(crate) fn literal(text: &str) -> String {
    let text = text.replace('\'', "''");
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', "\\\\"))
    } else {
        format!("'{text}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worded<'a>(sql: &'a Sql, schema: &'a str, qualified: bool) -> Wording<'a> {
        Wording {
            sql,
            schema,
            qualified,
        }
    }

    #[test]
    fn schema_table_and_parameters_are_joined_in_order() {
        let sql = Sql::built(vec![
            Piece::Text("SELECT 1 FROM "),
            Piece::Table("fo\"o"),
            Piece::Text(" WHERE "),
            Piece::Column("a b"),
            Piece::Text(" = "),
            Piece::Param,
            Piece::Text(" OR "),
            Piece::Param,
        ])
        .unwrap();
        assert_eq!(
            worded(&sql, "acme-corp", true).text(),
            r#"SELECT 1 FROM "acme-corp"."fo""o" WHERE "a b" = $1 OR $2"#
        );
        assert_eq!(
            worded(&sql, "acme-corp", false).text(),
            r#"SELECT 1 FROM "fo""o" WHERE "a b" = $1 OR $2"#
        );
    }

    #[test]
    fn a_statement_is_another_in_another_schema_or_without_its_name() {
        let sql = Sql::Fixed(&[Piece::Table("foo")]);
        let fingerprint = |schema, qualified| worded(&sql, schema, qualified).fingerprint();
        assert_ne!(fingerprint("client1", true), fingerprint("client2", true));
        assert_ne!(fingerprint("client1", true), fingerprint("client1", false));
        assert_eq!(fingerprint("client1", true), fingerprint("client1", true));
    }
}
