//! Tables, functions and types: no schema is written, and every table is an entity's or the text's own.

use sqlparser::{
    ast::{DataType, Function, Ident, ObjectName, SetExpr, Spanned},
    tokenizer::Span,
};
use syn::Path;

use super::{
    super::{
        hole::{self, Content},
        names::{self, fold, hole_of},
        read::Meaning,
    },
    Checker, Found,
};

/// The schemas that are the same for all tenants.
const CATALOGS: [&str; 2] = ["pg_catalog", "information_schema"];

/// Functions that look a name up by the `search_path`, or set it.
const BY_PATH: [&str; 13] = [
    "nextval",
    "currval",
    "setval",
    "to_regclass",
    "to_regproc",
    "to_regprocedure",
    "to_regtype",
    "set_config",
    "pg_get_serial_sequence",
    "query_to_xml",
    "table_to_xml",
    "dblink",
    "dblink_exec",
];

impl Checker<'_> {
    /// The path of a table's hole.
    pub(super) fn table(&mut self, index: usize) -> Option<Path> {
        if let Content::Path(path) = &self.holes[index].content {
            return Some(path.clone());
        }
        let written = &self.source.text[self.holes[index].range.clone()];
        let message =
            format!("`{written}` is no table; write the struct that it is made from: `{{Foo}}`");
        self.report_hole(index, message);
        None
    }

    /// Reports a name that says its schema; `way_out` is what to do instead.
    pub(super) fn check_schema(&self, schema: &Ident, way_out: impl std::fmt::Display) {
        if !CATALOGS.contains(&fold(schema).as_str()) {
            self.report(
                schema.span,
                format!(
                    "the schema `{}` is written into the text, which every tenant runs; {way_out}",
                    schema.value
                ),
            );
        }
    }

    /// The same, for what is no table.
    pub(super) fn check_schema_of(&self, name: &ObjectName, kind: &str) {
        if let [schema, _, ..] = name.0.as_slice()
            && let Some(schema) = schema.as_ident()
        {
            let way_out =
                format!("run a statement with a {kind} of your own on `session.client()`");
            self.check_schema(schema, way_out);
        }
    }

    /// The same, for a table.
    pub(super) fn check_schema_of_table(&mut self, schema: &Ident, table: &Ident) {
        let written = match hole::of_ident(table) {
            Some(index) => {
                self.found[index] = Found::Reported;
                self.source.text[self.holes[index].range.clone()].to_owned()
            }
            None => format!("{{{}}}", heck::AsUpperCamelCase(&table.value)),
        };
        self.check_schema(
            schema,
            format!("write the table as its struct: `{written}`"),
        );
    }

    pub(super) fn check_relation(&mut self, name: &ObjectName) {
        if self.scope.is_function(name) {
            self.check_function_name(name);
            return;
        }
        if let Some(index) = hole_of(name) {
            if let Some(path) = self.table(index) {
                let alias = (!self.scope.has_alias(name)).then(|| names::own_alias(&path));
                self.set(index, Meaning::Table(path, alias));
            }
            return;
        }
        let Some(ident) = name.0.first().and_then(|part| part.as_ident()) else {
            return;
        };
        if let [_, .., table] = name.0.as_slice() {
            if let Some(table) = table.as_ident() {
                self.check_schema_of_table(ident, table);
            }
        } else if !self.scope.is_visible(&fold(ident)) {
            self.report(
                ident.span,
                format!(
                    "the compiler does not know the table `{}`; write the struct that it is made from: `{{{}}}`",
                    ident.value,
                    heck::AsUpperCamelCase(&ident.value)
                ),
            );
        }
    }

    pub(super) fn check_function(&mut self, function: &Function) {
        self.check_function_name(&function.name);
        let name = function.name.0.last().and_then(|part| part.as_ident());
        if let Some(name) = name {
            self.give_arguments(function, &fold(name));
        }
    }

    pub(super) fn check_function_name(&self, name: &ObjectName) {
        self.check_schema_of(name, "function");
        let name = name.0.last().and_then(|part| part.as_ident());
        if let Some(name) = name.filter(|name| BY_PATH.contains(&fold(name).as_str())) {
            self.report(
                name.span,
                format!(
                    "`{}` looks names up by the `search_path`, not in the tenant's schema; leave it out, or run it on `session.client()`",
                    name.value
                ),
            );
        }
    }

    pub(super) fn check_type(&self, ty: &DataType, literal: bool, span: Span) {
        let name = match ty {
            DataType::Regclass => "regclass".to_owned(),
            DataType::Custom(name, _) => {
                self.check_schema_of(name, "type");
                name.to_string().to_lowercase()
            }
            _ => return,
        };
        if literal && name.starts_with("reg") {
            self.report(
                span,
                format!("`{name}` looks a name up by the `search_path`; name the table as `{{Entity}}` in a FROM"),
            );
        }
    }

    pub(super) fn check_body(&self, body: &SetExpr) {
        match body {
            SetExpr::Table(table) => self.report(
                table.table_name.as_ref().map_or_else(Span::empty, |name| name.span),
                "TABLE is whatever columns the table has on the server; write `SELECT {alias.*} FROM {Entity} AS alias`",
            ),
            SetExpr::Merge(_) => self.report(
                body.span(),
                "MERGE is not understood here; write `INSERT … ON CONFLICT`, or run it on `session.client()`",
            ),
            SetExpr::SetOperation { left, right, .. } => {
                self.check_body(left);
                self.check_body(right);
            }
            _ => {}
        }
    }
}
