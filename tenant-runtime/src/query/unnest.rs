//! Many rows in one statement whose text does not depend on their number: each column is sent as one
//! array, and `unnest` makes rows of them.

use postgres_types::Type;

use crate::{
    def::ColumnDef,
    params::{Arg, Param, Params},
    query::{array::Array, insert::write_names},
    sql::{Lists, Piece},
};

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
    statement: &mut Lists<'a>,
) -> bool {
    let Lists { pieces, params, .. } = statement;
    let cells = Cells {
        args: rows.into_args(),
        columns: columns.len(),
    };
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
    let mut from = Vec::with_capacity(given.len());
    for (position, (index, column)) in given.iter().enumerate() {
        pieces.push(Piece::Text(if position == 0 { " SELECT " } else { ", " }));
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
            // Arrays of different lengths are no array: the elements of all are one, to be cut up.
            let mut all = Array::of(cells.ty(*index));
            let (firsts, lasts): (Vec<_>, Vec<_>) =
                cells.of(*index).map(|arg| all.push_all(arg)).unzip();
            pieces.push(Piece::Text("("));
            param(pieces, params, all, column.ty.name);
            pieces.push(Piece::Text(")[nullif(("));
            param(pieces, params, firsts, "integer");
            picked(pieces);
            pieces.push(Piece::Text(", 0):("));
            param(pieces, params, lasts, "integer");
            picked(pieces);
            pieces.push(Piece::Text("]"));
        } else {
            pieces.extend([Piece::Text("u."), Piece::Column(column.name)]);
            from.push((*index, *column));
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
        for (position, (index, column)) in from.iter().enumerate() {
            pieces.push(Piece::Text(if position == 0 { "unnest(" } else { ", " }));
            param(pieces, params, cells.array(*index), column.ty.name);
        }
        pieces.push(Piece::Text(") WITH ORDINALITY AS u("));
        for (_, column) in from {
            pieces.extend([Piece::Column(column.name), Piece::Text(", ")]);
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
}

impl<'a> Cells<'a> {
    /// Those of one column.
    fn of(&self, column: usize) -> impl Iterator<Item = &Arg<'a>> {
        self.args[column..].iter().step_by(self.columns)
    }

    /// The type of one column, which some row gives a value.
    fn ty(&self, column: usize) -> Type {
        let given = self.of(column).find(|arg| !arg.is_default());
        given.map_or(Type::TEXT, Arg::sql_type)
    }

    fn array(&self, column: usize) -> Array {
        let mut array = Array::of_elements(&self.ty(column));
        for arg in self.of(column) {
            array.push(arg);
        }
        array
    }
}
