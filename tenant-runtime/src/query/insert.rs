//! Inserts: one row, or many in one statement.

use std::fmt;

use crate::{
    Error, ErrorKind, Result,
    def::{ColumnDef, TableDef},
    entity::{Entity, NewRow, Statements},
    params::{Arg, Params},
    query::{
        build::{Plan, Text, Want, push_returning},
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
};

/// The most parameters of one statement; the protocol counts them in 16 bits.
///
/// An [`InsertMany`] has one for each value that is not left to its default.
/// Source: <https://www.postgresql.org/docs/current/limits.html>.
pub const MAX_PARAMS: usize = 65_535;

/// An insert of one row.
#[must_use = "a statement does nothing until a verb such as `fetch_one` runs it"]
pub struct Insert<T, E: Entity> {
    tenant: T,
    plan: InsertPlan<E::New>,
}

/// An insert of many rows in one statement.
#[must_use = "a statement does nothing until a verb such as `fetch_all` runs it"]
pub struct InsertMany<T, E: Entity> {
    tenant: T,
    plan: InsertManyPlan<E::New>,
}

impl<T: Tenant, E: Entity> Insert<T, E> {
    pub(crate) fn new(tenant: T, row: E::New) -> Self {
        Self {
            tenant,
            plan: InsertPlan { row },
        }
    }
}

impl<T: Tenant, E: Entity> InsertMany<T, E> {
    pub(crate) fn new(tenant: T, rows: Vec<E::New>) -> Self {
        Self {
            tenant,
            plan: InsertManyPlan { rows },
        }
    }
}

/// What remains of an [`Insert`].
pub(crate) struct InsertPlan<N> {
    row: N,
}

impl<N: NewRow> Plan for InsertPlan<N> {
    fn operation(&self) -> &'static str {
        "INSERT"
    }

    fn table(&self) -> &'static TableDef {
        N::Entity::table()
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text<'a>> {
        self.row.bind(params);
        one(N::Entity::table(), N::Entity::statements(), want, params)
    }
}

fn one(
    table: &'static TableDef,
    statements: &'static Statements,
    want: Want,
    params: &mut Params<'_>,
) -> Result<Text<'static>> {
    if params.as_slice().iter().any(Arg::is_default) {
        let mut pieces = insert_head(table);
        write_values(&mut pieces, params, params.len());
        push_returning(&mut pieces, Piece::Text(statements.columns), want);
        params.drop_defaults();
        return Text::dynamic(pieces);
    }
    let sql = if want == Want::Count {
        statements.insert
    } else {
        statements.insert_returning
    };
    Ok(Text::fixed(sql))
}

/// What remains of an [`InsertMany`].
pub(crate) struct InsertManyPlan<N> {
    rows: Vec<N>,
}

impl<N: NewRow> Plan for InsertManyPlan<N> {
    fn operation(&self) -> &'static str {
        "INSERT"
    }

    fn table(&self) -> &'static TableDef {
        N::Entity::table()
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text<'a>> {
        let table = N::Entity::table();
        for row in &self.rows {
            row.bind(params);
            if inserted_columns(table).next().is_none() {
                params.push_default(); // of the one column that `insert_head` names then
            }
        }
        many(
            table,
            N::Entity::statements().columns,
            self.rows.len(),
            want,
            params,
        )
    }
}

fn many(
    table: &'static TableDef,
    returned: &'static str,
    rows: usize,
    want: Want,
    params: &mut Params<'_>,
) -> Result<Text<'static>> {
    let mut pieces = insert_head(table);
    let columns = params.len().checked_div(rows).unwrap_or_default();
    write_values(&mut pieces, params, columns);
    push_returning(&mut pieces, Piece::Text(returned), want);
    params.drop_defaults();
    if params.len() > MAX_PARAMS {
        return Err(too_many(rows, columns));
    }
    // The text depends on the number of rows, so it is not worth preparing.
    Ok(Text {
        reuse: false,
        idle: rows == 0,
        ..Text::dynamic(pieces)?
    })
}

/// The columns that rows have values for.
fn inserted_columns(table: &'static TableDef) -> impl Iterator<Item = &'static ColumnDef> {
    let columns = table.columns.iter();
    columns.filter(|column| !column.generated)
}

/// `INSERT INTO table (columns) VALUES `; a list cannot be empty, so a table of which every
/// column is generated names one of them.
fn insert_head(table: &'static TableDef) -> Vec<Piece> {
    let mut pieces = vec![
        Piece::Text("INSERT INTO "),
        Piece::Table(table.name),
        Piece::Text(" ("),
    ];
    let mut columns = inserted_columns(table).peekable();
    if columns.peek().is_none() {
        pieces.extend(
            table
                .columns
                .first()
                .map(|column| Piece::Column(column.name)),
        );
    }
    for (position, column) in columns.enumerate() {
        if position > 0 {
            pieces.push(Piece::Text(", "));
        }
        pieces.push(Piece::Column(column.name));
    }
    pieces.push(Piece::Text(") VALUES "));
    pieces
}

/// `($1, DEFAULT), ($2, $3)`, for rows of so many columns.
fn write_values(pieces: &mut Vec<Piece>, params: &Params<'_>, columns: usize) {
    for (position, arg) in params.as_slice().iter().enumerate() {
        pieces.push(Piece::Text(match (position, position % columns) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        }));
        pieces.push(if arg.is_default() {
            Piece::Text("DEFAULT")
        } else {
            Piece::Param
        });
    }
    pieces.push(Piece::Text(")"));
}

fn too_many(rows: usize, columns: usize) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!(
            "{rows} rows of {columns} values are more than the {MAX_PARAMS} parameters of one statement; insert at most {} rows at a time",
            MAX_PARAMS / columns
        ),
    )
}

impl_verbs!(changes: [T, E] Insert<T, E>, T, E);
impl_verbs!(changes: [T, E] InsertMany<T, E>, T, E);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Insert<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Insert")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

impl<T: fmt::Debug, E: Entity> fmt::Debug for InsertMany<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InsertMany")
            .field("tenant", &self.tenant)
            .field("rows", &self.plan.rows.len())
            .finish_non_exhaustive()
    }
}
