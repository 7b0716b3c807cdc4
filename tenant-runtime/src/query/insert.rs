//! Inserts: one row, or many in one statement.

use std::fmt;

use crate::{
    Error, ErrorKind, Result,
    def::ColumnDef,
    entity::{Entity, NewRow},
    params::{Arg, Params},
    query::{
        build::{Build, Text, Want, push_returning},
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
    row: E::New,
}

/// An insert of many rows in one statement.
#[must_use = "a statement does nothing until a verb such as `fetch_all` runs it"]
pub struct InsertMany<T, E: Entity> {
    tenant: T,
    rows: Vec<E::New>,
}

impl<T: Tenant, E: Entity> Insert<T, E> {
    pub(crate) fn new(tenant: T, row: E::New) -> Self {
        Self { tenant, row }
    }
}

impl<T: Tenant, E: Entity> InsertMany<T, E> {
    pub(crate) fn new(tenant: T, rows: Vec<E::New>) -> Self {
        Self { tenant, rows }
    }
}

impl<T: Tenant, E: Entity> Build for Insert<T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "INSERT";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        self.row.bind(params);
        let statements = E::statements();
        if params.as_slice().iter().any(Arg::is_default) {
            let mut pieces = insert_head::<E>();
            write_values(&mut pieces, params, params.len());
            push_returning::<E>(&mut pieces, want);
            params.drop_defaults();
            return Ok(Text::dynamic(pieces));
        }
        let sql = if want == Want::Count {
            statements.insert
        } else {
            statements.insert_returning
        };
        Ok(Text::fixed(sql))
    }
}

impl<T: Tenant, E: Entity> Build for InsertMany<T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "INSERT";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        for row in &self.rows {
            row.bind(params);
            if inserted_columns::<E>().next().is_none() {
                params.push_default(); // of the one column that `insert_head` names then
            }
        }
        let mut pieces = insert_head::<E>();
        let columns = params
            .len()
            .checked_div(self.rows.len())
            .unwrap_or_default();
        write_values(&mut pieces, params, columns);
        push_returning::<E>(&mut pieces, want);
        params.drop_defaults();
        if params.len() > MAX_PARAMS {
            return Err(too_many(self.rows.len(), columns));
        }
        // The text depends on the number of rows, so it is not worth preparing.
        Ok(Text {
            reuse: false,
            idle: self.rows.is_empty(),
            ..Text::dynamic(pieces)
        })
    }
}

/// The columns that rows have values for.
fn inserted_columns<E: Entity>() -> impl Iterator<Item = &'static ColumnDef> {
    let columns = E::table().columns.iter();
    columns.filter(|column| !column.generated)
}

/// `INSERT INTO table (columns) VALUES `; a list cannot be empty, so a table of which every
/// column is generated names one of them.
fn insert_head<E: Entity>() -> Vec<Piece> {
    let table = E::table();
    let mut pieces = vec![
        Piece::Text("INSERT INTO "),
        Piece::Table(table.name),
        Piece::Text(" ("),
    ];
    let mut columns = inserted_columns::<E>().peekable();
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
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}
