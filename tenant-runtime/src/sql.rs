//! SQL as a list of pieces in which the schema is still open. The text is joined where a
//! statement is first sent; afterwards the pieces' identity finds the prepared statement.

use std::{
    fmt::Write,
    hash::{Hash, Hasher},
};

use rustc_hash::FxHasher;

/// One piece of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(&'static str),
    /// A table in the tenant's schema, unquoted.
    Table(&'static str),
    /// A column, unquoted.
    Column(&'static str),
    /// The next parameter, `$1`, `$2`, ….
    Param,
}

/// A statement's pieces: constant for an entity, or put together by a builder.
#[derive(Clone, Debug)]
pub(crate) enum Sql {
    Fixed(&'static [Piece]),
    Built(Vec<Piece>),
}

impl Sql {
    pub(crate) fn pieces(&self) -> &[Piece] {
        match self {
            Self::Fixed(pieces) => pieces,
            Self::Built(pieces) => pieces,
        }
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
            Sql::Built(pieces) => identify(pieces, qualified, &mut hasher),
        }
        hasher.finish()
    }

    /// Joins the pieces into the text that the server gets.
    pub(crate) fn text(self) -> String {
        let mut text = String::with_capacity(128);
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
                Piece::Column(column) => push_quoted(&mut text, column),
                Piece::Param => {
                    params += 1;
                    // Writing to a `String` cannot fail.
                    let _ = write!(text, "${params}");
                }
            }
        }
        text
    }
}

fn identify(pieces: &[Piece], qualified: usize, hasher: &mut FxHasher) {
    hasher.write_usize(qualified);
    for piece in pieces {
        piece.identify(hasher);
    }
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

impl Piece {
    fn identify(&self, hasher: &mut FxHasher) {
        let (kind, text) = match *self {
            Self::Text(text) => (0_u8, text),
            Self::Table(table) => (1, table),
            Self::Column(column) => (2, column),
            Self::Param => (3, ""),
        };
        kind.hash(hasher);
        hasher.write_usize(text.as_ptr().addr());
        hasher.write_usize(text.len());
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
        let sql = Sql::Built(vec![
            Piece::Text("SELECT 1 FROM "),
            Piece::Table("fo\"o"),
            Piece::Text(" WHERE "),
            Piece::Column("a b"),
            Piece::Text(" = "),
            Piece::Param,
            Piece::Text(" OR "),
            Piece::Param,
        ]);
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
