//! Many rows in one statement whose text does not depend on their number: each column is sent as one
//! array, and `unnest` makes rows of them.

use std::{iter, sync::OnceLock};

use postgres_types::Type;

use crate::{
    def::ColumnDef,
    params::{Given, Param},
    query::{array::Array, insert::write_names},
    sql::{Lists, Piece, Sink as _},
};

/// What the rows that are made of the arrays are called, and their number; no column is.
const ROWS: &str = "tenant rows";
const NUMBER: &str = "tenant number";

/// The arrays of a statement, which its parameters borrow; empty until they were made.
#[derive(Default)]
pub(super) struct Arrays(OnceLock<Vec<Box<dyn Param>>>);

/// Appends `(a, b) SELECT … FROM (SELECT unnest($1), unnest($2), …)`, unless no column is given at all.
///
/// In a list, functions that return sets take turns, row by row; in `FROM`, the server keeps what each of them returns
/// before it looks at the first row, which takes longer than to sort the rows.
///
/// A column that every row leaves to its default is left out; where only some do, a `CASE` puts the
/// declared default in.
pub(super) fn write<'a>(
    columns: &[&'static ColumnDef],
    values: &[Given<'_>],
    arrays: &'a Arrays,
    statement: &mut Lists<'a>,
) -> bool {
    let cells = Cells {
        values,
        columns: columns.len(),
    };
    let mut made = Vec::new();
    let given: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            (
                index,
                *column,
                cells.of(index).filter(Option::is_none).count(),
            )
        })
        .filter(|(_, _, defaults)| *defaults < cells.rows())
        .collect();
    if given.is_empty() {
        return false;
    }
    let names: Vec<_> = given.iter().map(|(_, column, _)| *column).collect();
    write_names(&names, &mut statement.pieces);
    for (position, (index, column, defaults)) in given.iter().enumerate() {
        statement.text(if position == 0 { " SELECT " } else { ", " });
        if *defaults > 0 {
            let is_default: Vec<_> = cells.of(*index).map(|cell| cell.is_none()).collect();
            statement.text("CASE WHEN (");
            param(is_default, "boolean", statement, &mut made);
            statement.text(")[");
            push_of_rows(NUMBER, statement);
            statement.text("] THEN ");
            statement.text(column.default.unwrap_or("NULL"));
            statement.text(" ELSE ");
            write_value(column, statement);
            statement.text(" END");
        } else {
            write_value(column, statement);
        }
    }
    let mut columns_of_arrays = Vec::new();
    statement.text(" FROM (SELECT ");
    for (index, column, _) in given {
        statement.text("unnest(");
        if column.ty.array {
            let (elements, is_given) = Elements::of(&cells, index);
            param(is_given, "boolean", statement, &mut made);
            columns_of_arrays.push((column, elements));
        } else {
            param(cells.array(index), column.ty.name, statement, &mut made);
        }
        statement.text(") AS ");
        statement.push(Piece::Column(column.name));
        statement.text(", ");
    }
    statement.text("generate_series(1, ");
    statement.push(Piece::Param);
    // More rows than such a number can count do not fit into one message.
    made.push(Box::new(i32::try_from(cells.rows()).unwrap_or(i32::MAX)));
    statement.text("::integer) AS ");
    statement.push(Piece::Column(NUMBER));
    statement.text(") AS ");
    statement.push(Piece::Column(ROWS));
    for (column, elements) in columns_of_arrays {
        elements.write(column, statement, &mut made);
    }
    // So that generated keys and returned rows follow the order of the rows.
    statement.text(" ORDER BY ");
    push_of_rows(NUMBER, statement);
    for array in arrays.0.get_or_init(|| made) {
        statement.params.push(&**array);
    }
    true
}

/// Appends what a column is set to.
fn write_value(column: &'static ColumnDef, statement: &mut Lists<'_>) {
    if !column.ty.array {
        return push_of_rows(column.name, statement);
    }
    statement.text("CASE WHEN ");
    push_of_rows(column.name, statement);
    statement.text(" THEN coalesce(");
    statement.push(Piece::Column(column.name));
    statement.text(".elements, '{}') END");
}

/// Appends a column of the rows.
fn push_of_rows(name: &'static str, statement: &mut Lists<'_>) {
    statement.push(Piece::Column(ROWS));
    statement.text(".");
    statement.push(Piece::Column(name));
}

/// Appends a parameter that is an array, with the name of its elements' type.
fn param(
    value: impl Param + 'static,
    element: &'static str,
    statement: &mut Lists<'_>,
    made: &mut Vec<Box<dyn Param>>,
) {
    statement.push(Piece::Param);
    statement.text("::");
    statement.text(element);
    statement.text("[]");
    made.push(Box::new(value));
}

/// The elements of the arrays of a column. Arrays of different lengths are no array: the elements of all
/// are one, each with the number of the row that it belongs to.
struct Elements {
    all: Array,
    numbers: Vec<i32>,
}

impl Elements {
    /// Those of a column, and which rows have an array.
    fn of(cells: &Cells<'_>, column: usize) -> (Self, Vec<bool>) {
        let (mut all, mut numbers) = (Array::of(cells.ty(column)), Vec::new());
        let mut is_given = Vec::new();
        for (number, cell) in (1..).zip(cells.of(column)) {
            let count = all.push_all(cell);
            is_given.push(count.is_some());
            numbers.extend(iter::repeat_n(number, count.unwrap_or_default()));
        }
        (Self { all, numbers }, is_given)
    }

    /// Joins the rows with their arrays, which are put together again and bear the column's name.
    ///
    /// Only a full join is never a loop over one side for each row of the other, whatever number of rows
    /// the server takes them for; and each array has its row. To cut them out of the one array would be
    /// such a loop: the server looks for an element of variable length from the beginning.
    fn write(
        self,
        column: &'static ColumnDef,
        statement: &mut Lists<'_>,
        made: &mut Vec<Box<dyn Param>>,
    ) {
        statement.text(
            " FULL JOIN (SELECT number, array_agg(element ORDER BY place) AS elements FROM unnest(",
        );
        param(self.all, column.ty.name, statement, made);
        statement.text(", ");
        param(self.numbers, "integer", statement, made);
        statement.text(") WITH ORDINALITY AS each(element, number, place) GROUP BY number) AS ");
        statement.push(Piece::Column(column.name));
        statement.text(" ON ");
        statement.push(Piece::Column(column.name));
        statement.text(".number = ");
        push_of_rows(NUMBER, statement);
    }
}

/// The values of every row, row by row.
struct Cells<'a> {
    values: &'a [Given<'a>],
    columns: usize,
}

impl Cells<'_> {
    /// How many there are.
    fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// Those of one column; none for a default.
    fn of(&self, column: usize) -> impl Iterator<Item = Given<'_>> {
        self.values[column..].iter().step_by(self.columns).copied()
    }

    /// The type of one column, which some row gives a value.
    fn ty(&self, column: usize) -> Type {
        let given = self.of(column).flatten().next();
        given.map_or(Type::TEXT, Param::sql_type)
    }

    fn array(&self, column: usize) -> Array {
        Array::of_all(&self.ty(column), self.rows(), self.of(column))
    }
}
