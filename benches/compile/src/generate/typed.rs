//! Code with `tenant`: a set, its entities, and calls on their handles.

use std::fmt::Write as _;

use super::{Call, columns::Columns};
use crate::case::Calls;

/// The set.
pub(super) fn tenants(tenants: usize) -> String {
    let mut out = String::from(
        "use tenant::TenantSet;\n\n\
         #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]\npub enum Client {\n",
    );
    for tenant in 1..=tenants {
        let _ = writeln!(out, "    Client{tenant},");
    }
    out.push_str("}\n");
    out
}

/// The entity of one module.
pub(super) fn declared_table(table: usize, columns: &Columns) -> String {
    let mut out = String::from(
        "use std::time::SystemTime;\n\nuse tenant::prelude::*;\n\nuse crate::tenants::Client;\n\n",
    );
    write_entity(table, columns, &mut out);
    out
}

/// The entity of one module, and a function per tenant that uses its handle.
pub(super) fn used_table(table: usize, tenants: usize, columns: &Columns, calls: Calls) -> String {
    let mut out = String::from(
        "use std::time::SystemTime;\n\nuse tenant::prelude::*;\n\nuse crate::tenants::*;\n\n",
    );
    write_entity(table, columns, &mut out);
    let (ty, new) = (format!("Table{table}"), format!("NewTable{table}"));
    if calls == Calls::Mixed {
        Columns::write_sample(columns.all(), "row", &ty, &mut out);
        Columns::write_sample(columns.inserted(), "new", &new, &mut out);
    }
    let mut run = String::new();
    for tenant in 1..=tenants {
        let handle = format!("Client{tenant}{ty}");
        let call = Call::of(calls, tenant, table);
        let (arguments, result, body) = match call {
            Call::Find => (
                "id: i64".into(),
                format!("Option<{handle}>"),
                "find(id).fetch_optional(db)",
            ),
            Call::Page => (
                "name: &str".into(),
                format!("Vec<{handle}>"),
                "filter(|row| row.name.eq(name)).order_by(|row| row.id.desc()).limit(10).fetch_all(db)",
            ),
            Call::Insert => (
                format!("new: {new}"),
                handle.clone(),
                "insert(new).fetch_one(db)",
            ),
            Call::Update => (
                format!("row: &{handle}"),
                "u64".into(),
                "update(row).execute(db)",
            ),
            Call::Delete => (
                "id: i64".into(),
                "u64".into(),
                "find(id).delete().execute(db)",
            ),
        };
        let _ = writeln!(
            out,
            "pub async fn call_{tenant}(db: &Database, {arguments}) -> Result<{result}> {{\n    \
                 {handle}::{body}.await\n}}\n",
        );
        let value = match call {
            Call::Find | Call::Delete => "1".into(),
            Call::Page => "\"Ada\"".into(),
            Call::Insert => "new()".into(),
            Call::Update => format!("&Scoped::new(Client{tenant}, row())"),
        };
        let _ = writeln!(run, "        call_{tenant}(db, {value}).await?;");
    }
    out.push_str(&super::runs("Database", &run));
    out
}

/// The program that makes the calls of every module.
pub(super) fn used_main(library: &str) -> String {
    format!(
        "\
fn main() -> tenant::Result<()> {{
    let url = std::env::var(\"DATABASE_URL\").unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {{
        let db = tenant::Database::connect(&url).await?;
        for run in {library}::RUNS {{
            run(&db).await?;
        }}
        Ok(())
    }})
}}
"
    )
}

fn write_entity(table: usize, columns: &Columns, out: &mut String) {
    let _ = writeln!(
        out,
        "#[derive(Entity, Clone, Debug)]\n#[tenant(set = Client)]\npub struct Table{table} {{"
    );
    for column in columns.all() {
        if let Some(option) = column.option {
            let _ = writeln!(out, "    #[tenant({option})]");
        }
        Columns::write_fields(std::slice::from_ref(column), out);
    }
    out.push_str("}\n\n");
}
