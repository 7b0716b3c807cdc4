//! Code with tokio-postgres: the naive expansion, and calls as one writes them by hand.

use std::fmt::Write as _;

use super::{Call, columns::Columns};
use crate::case::Calls;

/// The table of one module as the recipe has it: a struct with methods per tenant.
pub(super) fn naive_table(table: usize, tenants: usize, columns: &Columns) -> String {
    let mut out = head("Client, Error, Row");
    for tenant in 1..=tenants {
        let ty = format!("Client{tenant}Table{table}");
        let name = qualified(tenant, table);
        out.push_str(&row_struct(&ty, columns));
        let _ = writeln!(out, "impl {ty} {{");
        for call in Call::ALL {
            let body = body(call, &name, columns);
            let (arguments, result) = signature(call, &ty, &ty);
            let _ = writeln!(
                out,
                "    pub async fn {}(db: &Client{arguments}) -> Result<{result}, Error> {{\n{body}    }}\n",
                call.name(),
            );
        }
        out.push_str("}\n\n");
    }
    out
}

/// What [`aliases`] are of: an empty type per tenant, and one with two parameters.
pub(super) fn aliased(tenants: usize) -> String {
    let mut out = String::from("\npub struct Scoped<T, E>(std::marker::PhantomData<(T, E)>);\n");
    for tenant in 1..=tenants {
        let _ = writeln!(out, "pub struct Client{tenant};");
    }
    out
}

/// The names of a table's handles, and nothing else.
pub(super) fn aliases(table: usize, tenants: usize) -> String {
    let mut out = format!("use crate::*;\n\npub struct Table{table};\n\n");
    for tenant in 1..=tenants {
        let _ = writeln!(
            out,
            "/// The tenant's table.\npub type Client{tenant}Table{table} = Scoped<Client{tenant}, Table{table}>;"
        );
    }
    out
}

/// One struct for the table, and a function with literal SQL per tenant.
pub(super) fn by_hand_table(
    table: usize,
    tenants: usize,
    columns: &Columns,
    calls: Calls,
) -> String {
    let mut out = head("Client, Error, Row");
    let ty = format!("Table{table}");
    let new = format!("New{ty}");
    out.push_str(&row_struct(&ty, columns));
    if calls == Calls::Mixed {
        let _ = writeln!(out, "#[derive(Clone, Debug)]\npub struct {new} {{");
        Columns::write_fields(columns.inserted(), &mut out);
        out.push_str("}\n\n");
        Columns::write_sample(columns.all(), "row", &ty, &mut out);
        Columns::write_sample(columns.inserted(), "new", &new, &mut out);
    }
    let mut run = String::new();
    for tenant in 1..=tenants {
        let call = Call::of(calls, tenant, table);
        let body = body(call, &qualified(tenant, table), columns).replace("Self", &ty);
        let (arguments, result) = signature(call, &ty, &new);
        let _ = writeln!(
            out,
            "pub async fn call_{tenant}(db: &Client{arguments}) -> Result<{result}, Error> {{\n{body}}}\n",
        );
        let value = match call {
            Call::Find | Call::Delete => "1",
            Call::Page => "\"Ada\"",
            Call::Insert => "new()",
            Call::Update => "&row()",
        };
        let _ = writeln!(run, "        call_{tenant}(db, {value}).await?;");
    }
    out.push_str(&super::runs("Client", &run));
    out
}

/// The program that makes the calls of every module.
pub(super) fn by_hand_main(library: &str) -> String {
    format!(
        "\
fn main() -> Result<(), tokio_postgres::Error> {{
    let url = std::env::var(\"DATABASE_URL\").unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {{
        let (db, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        for run in {library}::RUNS {{
            run(&db).await?;
        }}
        Ok(())
    }})
}}
"
    )
}

fn head(imports: &str) -> String {
    format!("use std::time::SystemTime;\n\nuse tokio_postgres::{{{imports}}};\n\n")
}

/// `"client1"."table0"`, as a literal of Rust contains it.
fn qualified(tenant: usize, table: usize) -> String {
    format!(r#"\"client{tenant}\".\"table{table}\""#)
}

/// A struct, and how it is decoded.
fn row_struct(ty: &str, columns: &Columns) -> String {
    let mut out = format!("#[derive(Clone, Debug)]\npub struct {ty} {{\n");
    Columns::write_fields(columns.all(), &mut out);
    let _ = writeln!(
        out,
        "}}\n\nimpl {ty} {{\n    fn from_row(row: &Row) -> Result<Self, Error> {{\n        Ok(Self {{"
    );
    for (position, column) in columns.all().iter().enumerate() {
        let _ = writeln!(
            out,
            "            {}: row.try_get({position})?,",
            column.name
        );
    }
    out.push_str("        })\n    }\n}\n\n");
    out
}

/// The arguments after the client, and what is returned.
fn signature(call: Call, ty: &str, new: &str) -> (String, String) {
    match call {
        Call::Find => (", id: i64".into(), format!("Option<{ty}>")),
        Call::Page => (", name: &str".into(), format!("Vec<{ty}>")),
        Call::Insert => (format!(", new: {new}"), ty.into()),
        Call::Update => (format!(", row: &{ty}"), "u64".into()),
        Call::Delete => (", id: i64".into(), "u64".into()),
    }
}

fn body(call: Call, table: &str, columns: &Columns) -> String {
    let list = Columns::list(columns.all());
    let inserted = columns.inserted();
    match call {
        Call::Find => format!(
            "        let row = db.query_opt(\"SELECT {list} FROM {table} WHERE \\\"id\\\" = $1\", &[&id]).await?;\n        \
                     row.map(|row| Self::from_row(&row)).transpose()\n"
        ),
        Call::Page => format!(
            "        let rows = db.query(\"SELECT {list} FROM {table} WHERE \\\"name\\\" = $1 ORDER BY \\\"id\\\" DESC LIMIT $2\", &[&name, &10_i64]).await?;\n        \
                     rows.iter().map(Self::from_row).collect()\n"
        ),
        Call::Insert => format!(
            "        let row = db.query_one(\"INSERT INTO {table} ({}) VALUES ({}) RETURNING {list}\", &[{}]).await?;\n        \
                     Self::from_row(&row)\n",
            Columns::list(inserted),
            Columns::parameters(inserted),
            Columns::values(inserted, "new"),
        ),
        Call::Update => format!(
            "        db.execute(\"UPDATE {table} SET {} WHERE \\\"id\\\" = ${}\", &[{}, &row.id]).await\n",
            Columns::assignments(inserted),
            inserted.len() + 1,
            Columns::values(inserted, "row"),
        ),
        Call::Delete => format!(
            "        db.execute(\"DELETE FROM {table} WHERE \\\"id\\\" = $1\", &[&id]).await\n"
        ),
    }
}
