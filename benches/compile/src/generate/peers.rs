//! The same tables for diesel and sea-orm: what their tools generate for each table of each schema.

use std::fmt::Write as _;

use super::columns::{Column, Columns};

/// The type of a field. sea-orm reads no `SystemTime` without a library for dates, so both have a number there.
fn field(column: &Column) -> &'static str {
    match column.ty {
        "SystemTime" => "i64",
        ty => ty,
    }
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
