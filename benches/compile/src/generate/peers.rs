//! The same tables for diesel and sea-orm: what their tools generate for each table of each schema, and calls on them.

use std::fmt::Write as _;

use super::{
    Call,
    columns::{Column, Columns},
};
use crate::case::Calls;

/// What diesel's calls are made on, behind a reference.
pub(super) const DIESEL_CONNECTION: &str = "mut diesel_async::AsyncPgConnection";

/// What sea-orm's calls are made on, behind a reference.
pub(super) const SEA_ORM_CONNECTION: &str = "sea_orm::DatabaseConnection";

/// The type of a field. sea-orm reads no `SystemTime` without a library for dates, so both have a number there.
fn field(column: &Column) -> &'static str {
    match column.ty {
        "SystemTime" => "i64",
        ty => ty,
    }
}

/// A value of a field.
fn sample(column: &Column) -> &'static str {
    match column.ty {
        "SystemTime" => "5",
        _ => column.sample,
    }
}

/// `name: String::from("Ada"), …`, with something around each value.
fn samples(columns: &[Column], around: &str) -> String {
    let fields: Vec<_> = columns
        .iter()
        .map(|column| {
            let (name, sample) = (column.name, sample(column));
            if around.is_empty() {
                format!("{name}: {sample}")
            } else {
                format!("{name}: {around}({sample})")
            }
        })
        .collect();
    fields.join(", ")
}

/// Writes a function that makes a call, and the line that awaits it.
fn write_call(
    tenant: usize,
    head: &str,
    body: &str,
    value: &str,
    (out, run): (&mut String, &mut String),
) {
    let _ = writeln!(out, "pub async fn {head} {{\n    {body}\n}}\n");
    let _ = writeln!(run, "        call_{tenant}(db, {value}).await?;");
}

/// `diesel::table!`, and the structs that are read and written, as its guide has them.
pub(super) fn diesel_table(table: usize, tenants: usize, columns: &Columns) -> String {
    let mut out = String::new();
    for tenant in 1..=tenants {
        let _ = writeln!(
            out,
            "pub mod client{tenant} {{\nuse diesel::prelude::*;\n\n\
             diesel::table! {{\n    client{tenant}.table{table} (id) {{"
        );
        for column in columns.all() {
            let _ = writeln!(out, "        {} -> {},", column.name, sql_type(column));
        }
        let _ = writeln!(
            out,
            "    }}\n}}\n\n\
             #[derive(Queryable, Selectable, Identifiable, AsChangeset, Debug)]\n\
             #[diesel(table_name = table{table}, check_for_backend(diesel::pg::Pg))]\n\
             pub struct Table{table} {{"
        );
        write_fields(columns.all(), &mut out);
        let _ = writeln!(
            out,
            "}}\n\n#[derive(Insertable, Debug)]\n\
             #[diesel(table_name = table{table}, check_for_backend(diesel::pg::Pg))]\n\
             pub struct NewTable{table} {{"
        );
        write_fields(columns.inserted(), &mut out);
        out.push_str("}\n}\n\n");
    }
    out
}

fn write_fields(columns: &[Column], out: &mut String) {
    for column in columns {
        let _ = writeln!(out, "    pub {}: {},", column.name, field(column));
    }
}

fn sql_type(column: &Column) -> String {
    let of = |ty| match ty {
        "i64" => "Int8",
        "i32" => "Int4",
        "bool" => "Bool",
        "f64" => "Float8",
        _ => "Text",
    };
    let ty = field(column);
    let inner = ty
        .strip_prefix("Option<")
        .and_then(|ty| ty.strip_suffix('>'));
    inner.map_or_else(
        || of(ty).to_owned(),
        |inner| format!("Nullable<{}>", of(inner)),
    )
}

/// The same, and a function per tenant that uses its table.
pub(super) fn diesel_used_table(
    table: usize,
    tenants: usize,
    columns: &Columns,
    calls: Calls,
) -> String {
    let mut out = String::from(
        "#[allow(unused_imports)]\nuse diesel::prelude::*;\n#[allow(unused_imports)]\n\
         use diesel_async::{AsyncPgConnection, RunQueryDsl};\n\n",
    );
    out.push_str(&diesel_table(table, tenants, columns));
    let mut run = String::new();
    for tenant in 1..=tenants {
        let (of, ty) = (
            format!("client{tenant}::table{table}"),
            format!("client{tenant}::Table{table}"),
        );
        let (arguments, result, body, value) = match Call::of(calls, tenant, table) {
            Call::Find => (
                "id: i64".to_owned(),
                format!("Option<{ty}>"),
                format!(
                    "{of}::table.find(id).select({ty}::as_select()).first(db).await.optional()"
                ),
                "1".to_owned(),
            ),
            Call::Page => (
                "name: &str".to_owned(),
                format!("Vec<{ty}>"),
                format!(
                    "{of}::table.filter({of}::name.eq(name)).order({of}::id.desc()).limit(10)\
                     .select({ty}::as_select()).load(db).await"
                ),
                "\"Ada\"".to_owned(),
            ),
            Call::Insert => (
                format!("new: client{tenant}::NewTable{table}"),
                ty.clone(),
                format!(
                    "diesel::insert_into({of}::table).values(new).returning({ty}::as_returning())\
                     .get_result(db).await"
                ),
                format!(
                    "client{tenant}::NewTable{table} {{ {} }}",
                    samples(columns.inserted(), "")
                ),
            ),
            Call::Update => (
                format!("row: &{ty}"),
                "usize".to_owned(),
                format!("diesel::update({of}::table.find(row.id)).set(row).execute(db).await"),
                format!("&{ty} {{ {} }}", samples(columns.all(), "")),
            ),
            Call::Delete => (
                "id: i64".to_owned(),
                "usize".to_owned(),
                format!("diesel::delete({of}::table.find(id)).execute(db).await"),
                "1".to_owned(),
            ),
        };
        let head = format!(
            "call_{tenant}(db: &mut AsyncPgConnection, {arguments}) -> QueryResult<{result}>"
        );
        write_call(tenant, &head, &body, &value, (&mut out, &mut run));
    }
    out.push_str(&super::runs(DIESEL_CONNECTION, &run));
    out
}

/// The program that makes the calls of every module.
pub(super) fn diesel_main(library: &str) -> String {
    format!(
        "\
use diesel_async::AsyncConnection;

fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let url = std::env::var(\"DATABASE_URL\").unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {{
        let mut db = diesel_async::AsyncPgConnection::establish(&url).await?;
        for run in {library}::RUNS {{
            run(&mut db).await?;
        }}
        Ok(())
    }})
}}
"
    )
}

/// An entity, as `sea-orm-cli generate entity` writes it.
pub(super) fn sea_orm_table(table: usize, tenants: usize, columns: &Columns) -> String {
    let mut out = String::new();
    for tenant in 1..=tenants {
        let _ = writeln!(
            out,
            "pub mod client{tenant} {{\nuse sea_orm::entity::prelude::*;\n\n\
             #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n\
             #[sea_orm(schema_name = \"client{tenant}\", table_name = \"table{table}\")]\n\
             pub struct Model {{\n    #[sea_orm(primary_key)]"
        );
        for column in columns.all() {
            if column.option == Some("unique") {
                out.push_str("    #[sea_orm(unique)]\n");
            }
            let _ = writeln!(out, "    pub {}: {},", column.name, field(column));
        }
        out.push_str(
            "}\n\n#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]\npub enum Relation {}\n\n\
             impl ActiveModelBehavior for ActiveModel {}\n}\n\n",
        );
    }
    out
}

/// The same, and a function per tenant that uses its entity.
pub(super) fn sea_orm_used_table(
    table: usize,
    tenants: usize,
    columns: &Columns,
    calls: Calls,
) -> String {
    let mut out = String::from(
        "#[allow(unused_imports)]\nuse sea_orm::{\n    ActiveModelTrait, ColumnTrait, DatabaseConnection, DbErr, \
         DeleteResult, EntityTrait, QueryFilter,\n    QueryOrder, QuerySelect, Set,\n};\n\n",
    );
    out.push_str(&sea_orm_table(table, tenants, columns));
    let mut run = String::new();
    for tenant in 1..=tenants {
        let of = format!("client{tenant}");
        let (arguments, result, body, value) = match Call::of(calls, tenant, table) {
            Call::Find => (
                "id: i64".to_owned(),
                format!("Option<{of}::Model>"),
                format!("{of}::Entity::find_by_id(id).one(db).await"),
                "1".to_owned(),
            ),
            Call::Page => (
                "name: &str".to_owned(),
                format!("Vec<{of}::Model>"),
                format!(
                    "{of}::Entity::find().filter({of}::Column::Name.eq(name)).order_by_desc({of}::Column::Id)\
                     .limit(10).all(db).await"
                ),
                "\"Ada\"".to_owned(),
            ),
            Call::Insert => (
                format!("new: {of}::ActiveModel"),
                format!("{of}::Model"),
                "new.insert(db).await".to_owned(),
                format!(
                    "{of}::ActiveModel {{ {}, ..Default::default() }}",
                    samples(columns.inserted(), "Set")
                ),
            ),
            Call::Update => (
                format!("row: {of}::ActiveModel"),
                format!("{of}::Model"),
                "row.update(db).await".to_owned(),
                format!("{of}::ActiveModel {{ {} }}", samples(columns.all(), "Set")),
            ),
            Call::Delete => (
                "id: i64".to_owned(),
                "DeleteResult".to_owned(),
                format!("{of}::Entity::delete_by_id(id).exec(db).await"),
                "1".to_owned(),
            ),
        };
        let head = format!(
            "call_{tenant}(db: &DatabaseConnection, {arguments}) -> Result<{result}, DbErr>"
        );
        write_call(tenant, &head, &body, &value, (&mut out, &mut run));
    }
    out.push_str(&super::runs(SEA_ORM_CONNECTION, &run));
    out
}

/// The program that makes the calls of every module.
pub(super) fn sea_orm_main(library: &str) -> String {
    format!(
        "\
fn main() -> Result<(), sea_orm::DbErr> {{
    let url = std::env::var(\"DATABASE_URL\").unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect(\"a runtime\");
    runtime.block_on(async {{
        let db = sea_orm::Database::connect(&url).await?;
        for run in {library}::RUNS {{
            run(&db).await?;
        }}
        Ok(())
    }})
}}
"
    )
}
