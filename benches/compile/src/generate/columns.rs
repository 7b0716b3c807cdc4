//! The columns of every generated table: ten, or the first of them, of the types that most tables are made of.

use std::fmt::Write as _;

/// A column, and how its field is written.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) ty: &'static str,
    /// What `#[derive(Entity)]` is told about it.
    pub(super) option: Option<&'static str>,
    /// A value for it.
    pub(super) sample: &'static str,
}

const fn column(name: &'static str, ty: &'static str, sample: &'static str) -> Column {
    Column {
        name,
        ty,
        option: None,
        sample,
    }
}

const fn with(option: &'static str, column: Column) -> Column {
    Column {
        option: Some(option),
        ..column
    }
}

const ALL: [Column; super::COLUMNS] = [
    with("key, generated", column("id", "i64", "1")),
    column("name", "String", "String::from(\"Ada\")"),
    with("unique", column("email", "Option<String>", "None")),
    column("active", "bool", "true"),
    column("visits", "i32", "2"),
    column("score", "f64", "3.0"),
    column("parent", "Option<i64>", "Some(1)"),
    column("balance", "i64", "4"),
    column("created", "SystemTime", "SystemTime::UNIX_EPOCH"),
    column("note", "Option<String>", "None"),
];

/// The columns of a table.
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// The first of the columns.
    pub(super) fn first(count: usize) -> Self {
        Self(ALL[..count].to_vec())
    }

    /// All of them, the last one with another name.
    pub(super) fn edited() -> Self {
        let mut columns = Vec::from(ALL);
        if let Some(last) = columns.last_mut() {
            last.name = "remark";
        }
        Self(columns)
    }

    pub(super) fn all(&self) -> &[Column] {
        &self.0
    }

    /// Those that an insert has values for: all but the key.
    pub(super) fn inserted(&self) -> &[Column] {
        &self.0[1..]
    }

    /// `"id", "name", …`, as a literal of Rust contains it.
    pub(super) fn list(columns: &[Column]) -> String {
        Self::joined(columns, |_, column| format!(r#"\"{}\""#, column.name))
    }

    /// `$1, $2, …`.
    pub(super) fn parameters(columns: &[Column]) -> String {
        Self::joined(columns, |position, _| format!("${}", position + 1))
    }

    /// `"name" = $1, …`.
    pub(super) fn assignments(columns: &[Column]) -> String {
        Self::joined(columns, |position, column| {
            format!(r#"\"{}\" = ${}"#, column.name, position + 1)
        })
    }

    /// `&row.name, &row.email, …`.
    pub(super) fn values(columns: &[Column], row: &str) -> String {
        Self::joined(columns, |_, column| format!("&{row}.{}", column.name))
    }

    /// Writes `pub name: String,` and so on.
    pub(super) fn write_fields(columns: &[Column], out: &mut String) {
        for column in columns {
            let _ = writeln!(out, "    pub {}: {},", column.name, column.ty);
        }
    }

    /// Writes a function that makes a row of samples.
    pub(super) fn write_sample(columns: &[Column], name: &str, ty: &str, out: &mut String) {
        let _ = writeln!(out, "fn {name}() -> {ty} {{\n    {ty} {{");
        for column in columns {
            let _ = writeln!(out, "        {}: {},", column.name, column.sample);
        }
        out.push_str("    }\n}\n\n");
    }

    fn joined(columns: &[Column], part: impl Fn(usize, &Column) -> String) -> String {
        let parts: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(position, column)| part(position, column))
            .collect();
        parts.join(", ")
    }
}
