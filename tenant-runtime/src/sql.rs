//! SQL as a list of pieces in which the schema is still open. The text is joined where a statement is
//! first sent; afterwards its [`Identity`](crate::identity::Identity) finds the prepared statement.

use std::{borrow::Cow, fmt::Write};

use crate::{
    Error,
    alias::Alias,
    def::{ColumnDef, TableDef},
    params::Params,
    query::Want,
    slot::Slot,
    tables::TableRef,
};

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
    /// So many, with commas between them.
    Params(usize),
    /// A parameter once more, by how many came after it.
    Again(usize),
    /// What the table before it is called in the rest of the statement.
    As(Alias),
    /// A column of the table that is called so.
    Of(Alias, &'static str),
    /// Every column of the table that is called so.
    Row(Alias, &'static [ColumnDef]),
    /// A column of the table that is called so, where the grammar wants its bare name.
    Target(Alias, &'static str),
    /// The same, and ` = ` after it.
    Set(Alias, &'static str),
    /// No text: columns are named with their table, even where there is but one.
    Qualified,
}

/// Where the pieces of a statement go, and the parameters among them, in order.
pub(crate) trait Sink<'a> {
    fn push(&mut self, piece: Piece);

    /// A parameter, in its place.
    fn value(&mut self, value: &'a Slot);

    /// What is wrong with the statement.
    fn fail(&mut self, error: Error);

    #[inline]
    fn text(&mut self, text: &'static str) {
        self.push(Piece::Text(text));
    }

    /// `SELECT`, every column of a table, and `FROM` it: how most queries begin.
    fn every(&mut self, source: TableRef, alias: Alias) {
        self.text("SELECT ");
        self.push(Piece::Row(alias, source.table.columns));
        self.text(" FROM ");
        self.table(source, alias);
    }

    /// A table, and what it is called.
    fn table(&mut self, source: TableRef, alias: Alias) {
        source.place().write(alias, self);
    }

    /// ` WHERE "a" = $1 AND "b" = $2` of a table's key, whose parameters are given apart.
    fn key(&mut self, table: &'static TableDef, alias: Alias) {
        for (position, column) in table.key.iter().enumerate() {
            self.text(if position == 0 { " WHERE " } else { " AND " });
            self.push(Piece::Of(alias, table.columns[*column].name));
            self.text(" = ");
            self.push(Piece::Param);
        }
    }
}

/// Where a whole statement goes, which may have parameters that no query holds in a slot.
pub(crate) trait Statement<'a>: Sink<'a> {
    fn params(&mut self) -> &mut Params<'a>;
}

/// A list of pieces and one of parameters.
#[derive(Default)]
pub(crate) struct Lists<'a> {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) params: Params<'a>,
    pub(crate) wrong: Option<Error>,
}

impl<'a> Sink<'a> for Lists<'a> {
    fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    fn value(&mut self, value: &'a Slot) {
        self.pieces.push(Piece::Param);
        self.params.push(value.param());
    }

    fn fail(&mut self, error: Error) {
        self.wrong.get_or_insert(error);
    }
}

impl<'a> Statement<'a> for Lists<'a> {
    fn params(&mut self) -> &mut Params<'a> {
        &mut self.params
    }
}

/// The pieces of a statement.
pub(crate) enum Sql<'a> {
    /// Constant for an entity, or a text that was written.
    Fixed(&'static [Piece]),
    /// Put together for this call.
    List(Vec<Piece>),
    /// In the query, which lists them where the text is asked for.
    Query(&'a dyn Listed, Want),
    /// In a query that is for each of many schemas.
    Across(&'a dyn Spread, Purpose),
}

/// What is to be done with a query across schemas.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Run,
    Explain,
}

const EXPLAIN: &str = "EXPLAIN ";

/// A query that can list its pieces.
pub(crate) trait Listed: Send + Sync {
    fn pieces(&self, want: Want) -> Vec<Piece>;
}

/// A query for each of many schemas.
pub(crate) trait Spread: Listed {
    fn schemas(&self) -> &[String];

    /// What errors and spans say of them.
    fn named(&self) -> &str;
}

impl Sql<'_> {
    pub(crate) fn pieces(&self) -> Cow<'_, [Piece]> {
        match self {
            Self::Fixed(pieces) => Cow::Borrowed(pieces),
            Self::List(pieces) => Cow::Borrowed(pieces),
            Self::Query(query, want) => Cow::Owned(query.pieces(*want)),
            Self::Across(query, _) => Cow::Owned(query.pieces(Want::Rows)),
        }
    }

    /// How the server would run it, instead.
    pub(crate) fn explained(&self) -> Self {
        if let Self::Across(query, _) = *self {
            return Self::Across(query, Purpose::Explain);
        }
        let mut pieces = self.pieces().into_owned();
        pieces.insert(0, Piece::Text(EXPLAIN));
        Self::List(pieces)
    }
}

/// A statement as it is worded on one connection: its pieces, and what stands for the schema.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'a> {
    pub(crate) sql: &'a Sql<'a>,
    pub(crate) schema: &'a str,
    /// Whether tables are named with the schema.
    pub(crate) qualified: bool,
}

impl Wording<'_> {
    /// The text of the statement, of which every alias is known.
    pub(crate) fn text(self) -> String {
        let pieces = self.sql.pieces();
        let mut text = String::with_capacity(128);
        if let Sql::Across(query, purpose) = self.sql {
            if *purpose == Purpose::Explain {
                text.push_str(EXPLAIN);
            }
            for (number, schema) in query.schemas().iter().enumerate() {
                let union = if number == 0 { "" } else { " UNION ALL " };
                // Writing to a `String` cannot fail.
                let _ = write!(text, "{union}SELECT {number}, * FROM (");
                let part = Wording {
                    schema,
                    qualified: true,
                    ..self
                };
                part.join(&pieces, &mut text);
                text.push_str(") AS part");
            }
        } else {
            self.join(&pieces, &mut text);
        }
        text
    }

    /// Joins the pieces, for one schema.
    fn join(self, pieces: &[Piece], text: &mut String) {
        let tables = Alias::declared(pieces);
        let qualified = pieces.iter().any(|piece| matches!(piece, Piece::Qualified));
        let aliases = (tables.len() > 1 || qualified).then_some(&*tables);
        let mut params = 0_usize;
        for piece in pieces {
            match *piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Table(table) => {
                    if self.qualified {
                        push_quoted(text, self.schema);
                        text.push('.');
                    }
                    push_quoted(text, table);
                }
                Piece::Column(column) | Piece::Target(_, column) => push_quoted(text, column),
                Piece::Set(_, column) => {
                    push_quoted(text, column);
                    text.push_str(" = ");
                }
                Piece::Param => {
                    params += 1;
                    let _ = write!(text, "${params}");
                }
                Piece::Params(count) => {
                    for position in 0..count {
                        params += 1;
                        let comma = if position == 0 { "" } else { ", " };
                        let _ = write!(text, "{comma}${params}");
                    }
                }
                Piece::Again(after) => {
                    let _ = write!(text, "${}", params - after);
                }
                Piece::As(alias) => {
                    if let Some(aliases) = aliases
                        && alias != Alias::EXCLUDED
                    {
                        text.push_str(" AS ");
                        alias.push(aliases, text);
                    }
                }
                Piece::Qualified => {}
                Piece::Of(alias, column) => push_column(text, aliases, alias, column),
                Piece::Row(alias, columns) => {
                    for (position, column) in columns.iter().enumerate() {
                        if position > 0 {
                            text.push_str(", ");
                        }
                        push_column(text, aliases, alias, column.name);
                    }
                }
            }
        }
    }
}

fn push_column(text: &mut String, aliases: Option<&[Alias]>, alias: Alias, column: &str) {
    if let Some(aliases) = aliases {
        alias.push(aliases, text);
        text.push('.');
    }
    push_quoted(text, column);
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

    fn text(pieces: Vec<Piece>, schema: &str, qualified: bool) -> String {
        let sql = &Sql::List(pieces);
        let wording = Wording {
            sql,
            schema,
            qualified,
        };
        wording.text()
    }

    #[test]
    fn schema_table_and_parameters_are_joined_in_order() {
        let pieces = vec![
            Piece::Text("SELECT 1 FROM "),
            Piece::Table("fo\"o"),
            Piece::Text(" WHERE "),
            Piece::Column("a b"),
            Piece::Text(" = "),
            Piece::Param,
            Piece::Text(" OR "),
            Piece::Param,
        ];
        assert_eq!(
            text(pieces.clone(), "acme-corp", true),
            r#"SELECT 1 FROM "acme-corp"."fo""o" WHERE "a b" = $1 OR $2"#
        );
        assert_eq!(
            text(pieces, "acme-corp", false),
            r#"SELECT 1 FROM "fo""o" WHERE "a b" = $1 OR $2"#
        );
    }

    #[test]
    fn one_table_needs_no_alias_and_two_are_numbered_in_order() {
        let (foo, bar) = (Alias::fresh(), Alias::fresh());
        let one = vec![Piece::Of(foo, "id"), Piece::Table("foo"), Piece::As(foo)];
        assert_eq!(text(one, "a", false), r#""id""foo""#);
        let two = vec![Piece::Of(bar, "id"), Piece::As(foo), Piece::As(bar)];
        assert_eq!(text(two, "a", false), r#"t1."id" AS t0 AS t1"#);
    }

    #[test]
    fn many_parameters_are_numbered_and_one_can_stand_in_several_places() {
        let pieces = vec![
            Piece::Param,
            Piece::Text(" ("),
            Piece::Params(3),
            Piece::Text(") "),
            Piece::Again(3),
        ];
        assert_eq!(text(pieces, "a", true), "$1 ($2, $3, $4) $1");
    }

    #[test]
    fn across_schemas_each_has_a_part_with_the_same_parameters() {
        struct Query([String; 2]);
        impl Spread for Query {
            fn schemas(&self) -> &[String] {
                &self.0
            }
            fn named(&self) -> &'static str {
                "a and 1 more"
            }
        }
        impl Listed for Query {
            fn pieces(&self, _: Want) -> Vec<Piece> {
                vec![
                    Piece::Text("SELECT 1 FROM "),
                    Piece::Table("foo"),
                    Piece::Text(" WHERE "),
                    Piece::Param,
                ]
            }
        }
        let query = Query(["a".to_owned(), "b\"c".to_owned()]);
        let text = |sql: Sql<'_>| {
            let wording = Wording {
                sql: &sql,
                schema: "shared",
                qualified: false,
            };
            wording.text()
        };
        let text_of_it = text(Sql::Across(&query, Purpose::Run));
        assert_eq!(
            text_of_it,
            "SELECT 0, * FROM (SELECT 1 FROM \"a\".\"foo\" WHERE $1) AS part \
             UNION ALL SELECT 1, * FROM (SELECT 1 FROM \"b\"\"c\".\"foo\" WHERE $1) AS part"
        );
        assert_eq!(
            text(Sql::Across(&query, Purpose::Run).explained()),
            format!("EXPLAIN {text_of_it}")
        );
    }
}
