//! Many rows in one statement whose text does not depend on their number: each column is sent as one
//! array, and `unnest` makes rows of them.

use std::{error::Error, fmt, sync::Arc};

use bytes::BytesMut;
use postgres_protocol::types::{ArrayDimension, array_to_sql};
use postgres_types::{IsNull, Kind, ToSql, Type};

use crate::{
    def::ColumnDef,
    params::{Arg, Param, Params},
    query::insert::write_names,
    sql::Piece,
    value::array_of,
};

type BoxError = Box<dyn Error + Sync + Send>;

/// What the row of the arrays is called that a row is made of; no column is.
const NUMBER: &str = "tenant ordinality";

/// Appends `(a, b) SELECT … FROM unnest($1, $2)`, unless no column is given at all.
///
/// A column that every row leaves to its default is left out; where only some do, a `CASE` puts the
/// declared default in.
pub(super) fn write<'a>(
    columns: &[&'static ColumnDef],
    rows: Params<'a>,
    count: usize,
    pieces: &mut Vec<Piece>,
    params: &mut Params<'a>,
) -> bool {
    let cells = Arc::new(Cells {
        args: rows.into_args(),
        columns: columns.len(),
        count,
    });
    let given: Vec<_> = columns
        .iter()
        .enumerate()
        .filter(|(index, _)| cells.of(*index).any(|arg| !arg.is_default()))
        .map(|(index, column)| (index, *column))
        .collect();
    if given.is_empty() {
        return false;
    }
    let names: Vec<_> = given.iter().map(|(_, column)| *column).collect();
    write_names(&names, pieces);
    let mut from = Vec::with_capacity(given.len() * 5 + 8);
    let mut aliases = Vec::with_capacity(given.len() * 2 + 2);
    // First the arrays that are unnested, in the order of the text: the select list comes before.
    for (position, (index, column)) in given.iter().enumerate() {
        pieces.push(Piece::Text(if position == 0 { " SELECT " } else { ", " }));
        let cells = Arc::clone(&cells);
        let some_default = cells.of(*index).any(Arg::is_default);
        if some_default {
            pieces.push(Piece::Text("CASE WHEN ("));
            param(
                pieces,
                params,
                cells.of(*index).map(Arg::is_default).collect::<Vec<_>>(),
                "boolean",
            );
            picked(pieces);
            pieces.extend([
                Piece::Text(" THEN "),
                Piece::Text(column.default.unwrap_or("NULL")),
                Piece::Text(" ELSE "),
            ]);
        }
        if column.ty.array {
            let flat = Flat::of(&cells, *index);
            let (starts, ends) = (flat.starts.clone(), flat.ends.clone());
            pieces.push(Piece::Text("("));
            param(pieces, params, flat, column.ty.name);
            pieces.push(Piece::Text(")[nullif(("));
            param(pieces, params, starts, "integer");
            picked(pieces);
            pieces.push(Piece::Text(", 0):("));
            param(pieces, params, ends, "integer");
            picked(pieces);
            pieces.push(Piece::Text("]"));
        } else {
            pieces.extend([Piece::Text("u."), Piece::Column(column.name)]);
            from.push((cells, *index, column.ty.name));
            aliases.push(column.name);
        }
        if some_default {
            pieces.push(Piece::Text(" END"));
        }
    }
    pieces.push(Piece::Text(" FROM "));
    if from.is_empty() {
        // Only arrays: the rows are numbered.
        pieces.push(Piece::Text("generate_series(1, "));
        params.push_owned(i32::try_from(count).unwrap_or(i32::MAX));
        pieces.extend([Piece::Param, Piece::Text(") AS u("), Piece::Column(NUMBER)]);
    } else {
        for (position, (cells, index, name)) in from.into_iter().enumerate() {
            pieces.push(Piece::Text(if position == 0 { "unnest(" } else { ", " }));
            param(pieces, params, Elements { cells, index }, name);
        }
        pieces.push(Piece::Text(") WITH ORDINALITY AS u("));
        for name in aliases {
            pieces.extend([Piece::Column(name), Piece::Text(", ")]);
        }
        pieces.push(Piece::Column(NUMBER));
    }
    // So that generated keys and returned rows follow the order of the rows.
    pieces.extend([Piece::Text(") ORDER BY u."), Piece::Column(NUMBER)]);
    true
}

/// Appends a parameter that is an array, with the name of its elements' type.
fn param<'a>(
    pieces: &mut Vec<Piece>,
    params: &mut Params<'a>,
    value: impl Param + 'a,
    element: &'static str,
) {
    pieces.extend([
        Piece::Param,
        Piece::Text("::"),
        Piece::Text(element),
        Piece::Text("[]"),
    ]);
    params.push_owned(value);
}

/// Appends the subscript of the row's element to an array in parentheses.
fn picked(pieces: &mut Vec<Piece>) {
    pieces.extend([
        Piece::Text(")[CAST(u."),
        Piece::Column(NUMBER),
        Piece::Text(" AS integer)]"),
    ]);
}

/// The values of every row, row by row.
struct Cells<'a> {
    args: Vec<Arg<'a>>,
    columns: usize,
    count: usize,
}

impl<'a> Cells<'a> {
    /// Those of one column.
    fn of(&self, column: usize) -> impl ExactSizeIterator<Item = &Arg<'a>> {
        self.args[column..].iter().step_by(self.columns)
    }

    fn element_type(&self, column: usize) -> Type {
        let given = self.of(column).find(|arg| !arg.is_default());
        given.map_or(Type::TEXT, Arg::sql_type)
    }
}

/// A column of every row as one array; a default is a null.
struct Elements<'a> {
    cells: Arc<Cells<'a>>,
    index: usize,
}

impl ToSql for Elements<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        let Kind::Array(element) = ty.kind() else {
            return Err(format!("`{ty}` is no array").into());
        };
        let dimension = ArrayDimension {
            len: i32::try_from(self.cells.count)?,
            lower_bound: 1,
        };
        array_to_sql(
            Some(dimension),
            element.oid(),
            self.cells.of(self.index),
            |arg, out| {
                let encoded = match arg {
                    Arg::Default => IsNull::Yes,
                    arg => arg.to_sql().to_sql_checked(element, out)?,
                };
                Ok(match encoded {
                    IsNull::Yes => postgres_protocol::IsNull::Yes,
                    IsNull::No => postgres_protocol::IsNull::No,
                })
            },
            out,
        )?;
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}

impl Param for Elements<'_> {
    fn sql_type(&self) -> Type {
        array_of(&self.cells.element_type(self.index))
    }
}

impl fmt::Debug for Elements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elements")
    }
}

/// A column of arrays: the elements of all of them in one, as an array of arrays of different lengths
/// is none.
#[derive(Debug)]
struct Flat {
    ty: Type,
    /// The elements as they are sent, each with its length.
    elements: BytesMut,
    count: i32,
    has_nulls: bool,
    /// Where each row's array begins and ends, from 1; 0 for a null.
    starts: Vec<i32>,
    ends: Vec<i32>,
    error: Option<String>,
}

impl Flat {
    fn of(cells: &Cells<'_>, column: usize) -> Self {
        let mut flat = Self {
            ty: cells.element_type(column),
            elements: BytesMut::new(),
            count: 0,
            has_nulls: false,
            starts: Vec::with_capacity(cells.count),
            ends: Vec::with_capacity(cells.count),
            error: None,
        };
        for arg in cells.of(column) {
            if let Err(error) = flat.push(arg) {
                flat.error.get_or_insert(error.to_string());
            }
        }
        flat
    }

    fn push(&mut self, arg: &Arg<'_>) -> Result<(), BoxError> {
        let mut encoded = BytesMut::new();
        let is_null = match arg {
            Arg::Default => IsNull::Yes,
            arg => arg.to_sql().to_sql_checked(&self.ty, &mut encoded)?,
        };
        if matches!(is_null, IsNull::Yes) {
            self.starts.push(0);
            self.ends.push(0);
            return Ok(());
        }
        // Dimensions, whether there are nulls, the type; for the dimension, its length and where it
        // begins: https://www.postgresql.org/docs/current/protocol.html names no place for it, but
        // `array_recv` in the server's source.
        let number = |at: usize| -> Result<i32, BoxError> {
            let bytes = encoded
                .get(at..at + 4)
                .ok_or("an array without its header")?;
            Ok(i32::from_be_bytes(bytes.try_into()?))
        };
        let is_empty = number(0)? == 0;
        let (header, length) = if is_empty {
            (encoded.len(), 0)
        } else {
            (20, number(12)?)
        };
        self.has_nulls |= number(4)? != 0;
        self.elements.extend_from_slice(&encoded[header..]);
        self.starts.push(self.count + 1);
        self.count += length;
        self.ends.push(self.count);
        Ok(())
    }
}

impl ToSql for Flat {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        if let Some(error) = &self.error {
            return Err(error.clone().into());
        }
        write_array(ty, self.count, self.has_nulls, &self.elements, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}

impl Param for Flat {
    fn sql_type(&self) -> Type {
        self.ty.clone()
    }
}

/// Keys of rows as one array, encoded as they come: nothing of the rows has to be kept.
#[derive(Debug)]
pub(super) struct Keys {
    ty: Type,
    elements: BytesMut,
    count: i32,
    error: Option<String>,
}

impl Keys {
    /// Of a type that is not known before the first comes.
    pub(super) fn new() -> Self {
        Self {
            ty: Type::TEXT,
            elements: BytesMut::new(),
            count: 0,
            error: None,
        }
    }

    /// Adds the first of some parameters.
    pub(super) fn push(&mut self, params: &Params<'_>) {
        let Some(arg) = params.as_slice().first() else {
            return;
        };
        self.ty = arg.sql_type();
        self.count += 1;
        let start = self.elements.len();
        self.elements.extend_from_slice(&[0; 4]);
        match arg.to_sql().to_sql_checked(&self.ty, &mut self.elements) {
            Ok(IsNull::No) => {
                let length = self.elements.len() - start - 4;
                let length = i32::try_from(length).unwrap_or(i32::MAX);
                self.elements[start..start + 4].copy_from_slice(&length.to_be_bytes());
            }
            Ok(IsNull::Yes) => {
                self.elements[start..start + 4].copy_from_slice(&(-1_i32).to_be_bytes());
            }
            Err(error) => {
                self.error.get_or_insert(error.to_string());
            }
        }
    }
}

impl ToSql for Keys {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        if let Some(error) = &self.error {
            return Err(error.clone().into());
        }
        write_array(ty, self.count, true, &self.elements, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}

impl Param for Keys {
    fn sql_type(&self) -> Type {
        array_of(&self.ty)
    }
}

/// An array whose elements are encoded already, each with its length.
fn write_array(
    ty: &Type,
    count: i32,
    has_nulls: bool,
    elements: &[u8],
    out: &mut BytesMut,
) -> Result<IsNull, BoxError> {
    let Kind::Array(element) = ty.kind() else {
        return Err(format!("`{ty}` is no array").into());
    };
    let dimensions = i32::from(count > 0);
    for number in [dimensions, i32::from(has_nulls)] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(&element.oid().to_be_bytes());
    if count > 0 {
        out.extend_from_slice(&count.to_be_bytes());
        out.extend_from_slice(&1_i32.to_be_bytes());
    }
    out.extend_from_slice(elements);
    Ok(IsNull::No)
}
