//! Any name of a schema, table or column that PostgreSQL keeps is quoted and comes back. Names of
//! tables and columns are constants in a program, so here an entity is written by hand whose
//! definition is made, and leaked, for every case.

use std::sync::Mutex;

use proptest::prelude::*;
use tenant::{
    __private::{
        Alias, Column, ColumnDef, ColumnsOf, NewRow, Params, Piece, Registration, RowRef, Side,
        Statements, TableDef,
    },
    prelude::*,
};
use tokio::runtime::Runtime;

use crate::model::empty_database;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Any {
    Fixed,
}

/// A row of a table with a key and a text, whatever their names.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    key: i64,
    text: String,
}

static CURRENT: Mutex<Option<(&'static TableDef, &'static Statements)>> = Mutex::new(None);

fn current() -> (&'static TableDef, &'static Statements) {
    CURRENT.lock().unwrap().expect("a case is running")
}

struct Columns<T, N> {
    key: Column<T, i64, N>,
    text: Column<T, String, N>,
}

impl Entity for Named {
    type Home = Any;
    type Set = Any;
    type Key = i64;
    type New = Self;
    type Columns<T: Tenant, N: Side> = Columns<T, N>;
    type Uniques = ();

    fn table() -> &'static TableDef {
        current().0
    }

    fn statements() -> &'static Statements {
        current().1
    }

    fn columns<T: Tenant, N: Side>(tenant: T, alias: Alias) -> Columns<T, N> {
        let of = ColumnsOf::new(Self::table(), alias, tenant);
        Columns {
            key: of.at(0),
            text: of.at(1),
        }
    }

    fn uniques() {}

    fn from_row(row: RowRef<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            key: <i64 as Value>::decode(row, at)?,
            text: <String as Value>::decode(row, at + 1)?,
        })
    }

    fn bind_key<'a>(key: &'a i64, params: &mut Params<'a>) {
        params.extend([<i64 as Value>::param(key)]);
    }

    fn bind_own_key<'a>(&'a self, params: &mut Params<'a>) {
        params.extend([<i64 as Value>::param(&self.key)]);
    }

    fn bind_changes<'a>(&'a self, params: &mut Params<'a>) {
        params.extend([<String as Value>::param(&self.text)]);
    }
}

impl NewRow for Named {
    type Entity = Self;

    fn bind<'a>(&'a self, params: &mut Params<'a>) {
        params.extend([
            <i64 as Value>::param(&self.key),
            <String as Value>::param(&self.text),
        ]);
    }
}

tenant::__private::inventory::submit! { Registration::new::<Named>() }

fn leak<V>(value: V) -> &'static V {
    Box::leak(Box::new(value))
}

/// Defines the table; the statements are those that the builder does not make itself.
fn define(table: &str, key: &str, text: &str) {
    use Piece::{Param, Table, Text};

    let [table, key, text] =
        [table, key, text].map(|name| -> &'static str { name.to_owned().leak() });
    let column = |name, ty| ColumnDef::new(name, name, ty);
    let definition = TableDef {
        entity: "Named",
        name: table,
        columns: vec![
            column(key, <i64 as Value>::TYPE),
            column(text, <String as Value>::TYPE),
        ]
        .leak(),
        key: &[0],
        uniques: &[&[1]],
        indexes: &[&[1, 0]],
        ..TableDef::PLAIN
    };
    let parts = |parts: Vec<Piece>| -> &'static [Piece] { parts.leak() };
    let find = parts(vec![
        Text("SELECT * FROM "),
        Table(table),
        Text(" WHERE "),
        Piece::Column(key),
        Text(" = "),
        Param,
    ]);
    let insert = parts(vec![
        Text("INSERT INTO "),
        Table(table),
        Text(" VALUES ("),
        Param,
        Text(", "),
        Param,
        Text(")"),
        Text(" RETURNING *"),
    ]);
    let statements = Statements {
        find,
        insert,
        update: insert,
        delete: insert,
    };
    *CURRENT.lock().unwrap() = Some((leak(definition), leak(statements)));
}

/// Any text of 1 to 63 bytes without NUL.
fn name() -> impl Strategy<Value = String> {
    any::<String>().prop_filter_map("a name that the server keeps", |text| {
        let mut name = text.replace('\0', "");
        while name.len() > tenant::MAX_NAME_BYTES {
            name.pop();
        }
        (!name.is_empty()).then_some(name)
    })
}

async fn round_trip(
    db: &Database,
    schema: Schema,
    [table, key, text]: [&str; 3],
) -> std::result::Result<(), TestCaseError> {
    define(table, key, text);
    Any::create_schema(db, &schema).await?;
    let handle = Named::of(schema);
    let row = Named {
        key: 1,
        text: table.to_owned(),
    };
    prop_assert_eq!(handle.insert(row.clone()).execute(db).await?, 1);
    let found = handle.find(1).fetch_one(db).await?;
    prop_assert_eq!(&*found, &row);
    let filtered = handle
        .filter(|named| named.text.eq(table).and(named.key.ge(1)))
        .order_by(|named| named.text.desc());
    prop_assert_eq!(filtered.count(db).await?, 1);
    let changed = handle.find(1).set(|named| named.text.to(key));
    prop_assert_eq!(&changed.fetch_one(db).await?.text, key);
    Any::drop_schema(db, &schema).await?;
    Ok(())
}

#[test]
fn any_name_of_a_schema_table_or_column_is_quoted_and_comes_back() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(empty_database());
    let odd = [
        "\"",
        "select",
        "a.b",
        "$1",
        "'; --",
        " ",
        "ä\u{301}",
        "Ⅷ",
        "\\",
        "\u{7f}",
    ];
    for (index, table) in odd.iter().enumerate() {
        let (key, text) = (odd[(index + 1) % odd.len()], odd[(index + 2) % odd.len()]);
        let schema = Schema::new(text).unwrap();
        runtime
            .block_on(round_trip(&db, schema, [table, key, text]))
            .unwrap();
    }
    // PostgreSQL's own columns cannot be named again; nor can one table have two of a name.
    let case = (name(), name(), name(), name()).prop_filter(
        "columns of their own",
        |(_, _, key, text)| {
            key != text
                && ![key, text].iter().any(|name| {
                    ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"].contains(&name.as_str())
                })
        },
    );
    proptest!(ProptestConfig::with_cases(40), |((schema, table, key, text) in case)| {
        let Ok(schema) = Schema::new(&schema) else { return Ok(()) };
        runtime.block_on(round_trip(&db, schema, [&table, &key, &text]))?;
    });
}
