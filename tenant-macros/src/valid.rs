//! Whether what was written can stand together: contradicting options, names that PostgreSQL
//! refuses or that clash, and its limits. Each check reports all that it finds.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::LitStr;

use crate::{
    ast,
    attr::{
        COLUMN, DEFAULT, GENERATED, JSON, KEY, NEW, ON_DELETE, Options, REFERENCES, RENAME_ALL,
        SCHEMA, SET, SHARED, SKIP, VERSION,
    },
    diag::Errors,
    model::{Entity, Group, Home, Name, Set, Shape, Source, Value},
    names,
};

/// The most columns of a PostgreSQL table (`MaxHeapAttributeNumber`).
const MAX_COLUMNS: usize = 1600;

/// The most columns of a PostgreSQL index (`INDEX_MAX_KEYS`).
const MAX_INDEX_COLUMNS: usize = 32;

/// Options of a field that contradict each other.
const CONFLICTS: [(&str, &str); 9] = [
    (VERSION, KEY),
    (VERSION, GENERATED),
    (VERSION, DEFAULT),
    (VERSION, JSON),
    (VERSION, REFERENCES),
    (GENERATED, DEFAULT),
    (JSON, REFERENCES),
    (JSON, GENERATED),
    (JSON, KEY),
];

pub(crate) fn check_set(set: &Set, errors: &Errors) {
    check_schema(&set.shared, errors);
    for tenant in &set.tenants {
        check_schema(&tenant.schema, errors);
        let name = names::plain(&tenant.ident);
        if name == names::plain(&set.ident) {
            let message = format!("tenant `{name}` has the name of its set; rename one of them");
            errors.push(tenant.ident.span(), message);
        }
        if name == "New" {
            let message = "tenant `New` would make `NewFoo` mean two things; rename it";
            errors.push(tenant.ident.span(), message);
        }
    }
    let schemas = set
        .tenants
        .iter()
        .map(|tenant| (&tenant.schema, names::plain(&tenant.ident)));
    check_distinct(schemas, errors, |schema, earlier, later| {
        format!("tenants `{earlier}` and `{later}` both have schema `{schema}`; rename one")
    });
    for tenant in &set.tenants {
        if tenant.schema.text == set.shared.text {
            let message = format!(
                "schema `{}` of tenant `{}` is the shared schema; rename one of them",
                tenant.schema.text, tenant.ident
            );
            errors.push(tenant.schema.span, message);
        }
    }
}

pub(crate) fn check_entity(ast: &ast::Entity, entity: &Entity, errors: &Errors) {
    let unreadable = ast.item.options.unreadable;
    if !ast.item.options.has(SET) && !unreadable {
        let message = format!(
            "entity `{}` names no tenant set; add one\nhelp: `#[tenant(set = path::to::Client)]`",
            entity.ident
        );
        errors.push(entity.ident.span(), message);
    }
    check_exclusive(&ast.item.options, SHARED, SCHEMA, errors);
    for field in &ast.fields {
        check_field(field, errors);
    }
    // An item of another shape has been reported as such.
    if !ast.fields.is_empty() {
        check_columns(ast, entity, errors);
    }
    let versions = ast
        .fields
        .iter()
        .filter_map(|field| field.options.get(VERSION));
    for later in versions.skip(1) {
        let message = "a row has one version; leave out the others";
        errors.push(later.span, message);
    }
    check_entity_names(entity, errors);
    check_sql(entity, errors);
    check_groups("unique", &entity.uniques, ast, entity, errors);
    check_groups("index", &entity.indexes, ast, entity, errors);
    if let Some(given) = ast.item.options.get(NEW)
        && !entity.has_new_row()
    {
        let message = format!(
            "`{0}` has no generated or default column, so no `New{0}` to derive for; remove `new`",
            entity.ident
        );
        errors.push(given.span, message);
    }
}

fn check_field(field: &ast::Field, errors: &Errors) {
    let options = &field.options;
    if let Some(skip) = options.get(SKIP) {
        for other in options.iter().filter(|given| given.name != SKIP) {
            let name = other.name;
            let message = format!(
                "`{name}` needs a column, and field `{}` is skipped; remove one of them",
                field.ident
            );
            errors.push(later(options, SKIP, name).unwrap_or(skip.span), message);
        }
        return;
    }
    for (one, other) in CONFLICTS {
        check_exclusive(options, one, other, errors);
    }
    if let Some(given) = options.get(ON_DELETE)
        && !options.has(REFERENCES)
        && !options.unreadable
    {
        let message = "`on_delete` needs a reference; add `references = path::to::Entity`";
        errors.push(given.span, message);
    }
}

fn check_exclusive(options: &Options, one: &str, other: &str, errors: &Errors) {
    if let Some(span) = later(options, one, other) {
        errors.push(
            span,
            format!("`{one}` and `{other}` contradict each other; remove one"),
        );
    }
}

/// The place of whichever of two options was written later, if both were.
fn later(options: &Options, one: &str, other: &str) -> Option<Span> {
    if !options.has(one) || !options.has(other) {
        return None;
    }
    let either = options
        .iter()
        .filter(|given| given.name == one || given.name == other);
    either.last().map(|given| given.span)
}

fn check_columns(ast: &ast::Entity, entity: &Entity, errors: &Errors) {
    let ident = &entity.ident;
    if entity.columns.is_empty() {
        let message = format!("every field of `{ident}` is skipped; keep at least its key");
        errors.push(ident.span(), message);
        return;
    }
    let unreadable = ast.fields.iter().any(|field| field.options.unreadable);
    // A key of which every field is skipped, or which is misspelt, has been reported as such.
    let marked = ast.fields.iter().any(|field| field.options.has(KEY));
    if entity.key.is_empty() && !unreadable && !marked {
        let message =
            format!("table `{ident}` has no key; mark its key fields with `#[tenant(key)]`");
        errors.push(ident.span(), message);
    }
    if entity.key.len() > MAX_INDEX_COLUMNS {
        let count = entity.key.len();
        let message = format!(
            "the key of `{ident}` has {count} columns; PostgreSQL takes at most {MAX_INDEX_COLUMNS}"
        );
        errors.push(ident.span(), message);
    }
    if entity.columns.len() > MAX_COLUMNS {
        let count = entity.columns.len();
        let message =
            format!("table `{ident}` has {count} columns; PostgreSQL takes at most {MAX_COLUMNS}");
        errors.push(ident.span(), message);
    }
}

fn check_entity_names(entity: &Entity, errors: &Errors) {
    let table = &entity.table;
    check_text(names::name_problem("table", &table.text), table, errors);
    if let Home::Fixed(schema) = &entity.home {
        check_schema(schema, errors);
    }
    for column in &entity.columns {
        let name = &column.name;
        let problem = names::column_problem(&name.text, &rename(name, COLUMN));
        check_text(problem, name, errors);
    }
    let columns = entity.columns.iter();
    let named = columns.map(|column| (&column.name, names::plain(&column.ident)));
    check_distinct(named, errors, |column, earlier, later| {
        format!("fields `{earlier}` and `{later}` both have column `{column}`; rename one")
    });
}

fn check_schema(name: &Name, errors: &Errors) {
    let problem = names::schema_problem(&name.text, &rename(name, SCHEMA));
    check_text(problem, name, errors);
}

/// How to give a schema or a column another name.
fn rename(name: &Name, option: &str) -> String {
    if name.derived {
        format!("name another with `#[tenant({option} = \"…\")]`")
    } else {
        "name another".to_owned()
    }
}

fn check_text(problem: Option<String>, name: &Name, errors: &Errors) {
    if let Some(problem) = problem {
        errors.push(name.span, problem);
    }
}

/// Reports each name that was taken by an earlier owner.
fn check_distinct<'a>(
    names: impl Iterator<Item = (&'a Name, String)>,
    errors: &Errors,
    message: impl Fn(&str, &str, &str) -> String,
) {
    let mut owners: HashMap<&str, String> = HashMap::new();
    for (name, owner) in names {
        if let Some(earlier) = owners.get(name.text.as_str()) {
            errors.push(name.span, message(&name.text, earlier, &owner));
        } else {
            owners.insert(&name.text, owner);
        }
    }
}

fn check_sql(entity: &Entity, errors: &Errors) {
    for check in &entity.checks {
        check_expression("check", &check.expression, errors);
    }
    for column in &entity.columns {
        if let Source::Default(sql) = &column.source {
            check_expression("default", sql, errors);
        }
    }
}

fn check_expression(option: &str, sql: &LitStr, errors: &Errors) {
    let text = sql.value();
    if text.trim().is_empty() {
        let message = format!("`{option}` is empty; write an SQL expression or remove it");
        errors.push(sql.span(), message);
    } else if text.contains('\0') {
        let message = format!("`{option}` contains a NUL character; remove it");
        errors.push(sql.span(), message);
    }
}

fn check_groups(
    option: &str,
    groups: &[Group],
    ast: &ast::Entity,
    entity: &Entity,
    errors: &Errors,
) {
    for given in ast.item.options.all(option) {
        let fields = given.fields();
        if fields.is_empty() {
            let message = format!("`{option}()` lists no field; name at least one");
            errors.push(given.span, message);
        }
        for (position, field) in fields.iter().enumerate() {
            let name = names::plain(field);
            if fields[..position]
                .iter()
                .any(|earlier| names::plain(earlier) == name)
            {
                let message = format!("field `{name}` is listed twice; remove one");
                errors.push(field.span(), message);
            }
        }
    }
    for (position, group) in groups.iter().enumerate() {
        if group.columns.len() > MAX_INDEX_COLUMNS {
            let count = group.columns.len();
            let message = format!(
                "`{option}` lists {count} columns; PostgreSQL takes at most {MAX_INDEX_COLUMNS}"
            );
            errors.push(group.span, message);
        }
        let earlier = groups[..position].iter();
        if !group.columns.is_empty() && earlier.clone().any(|one| one.columns == group.columns) {
            let columns = group.columns.iter().map(|index| &entity.columns[*index]);
            let fields: Vec<_> = columns.map(|column| names::plain(&column.ident)).collect();
            let message = format!(
                "`{option}` of `{}` is given twice; remove one",
                fields.join("`, `")
            );
            errors.push(group.span, message);
        }
    }
}

pub(crate) fn check_value(ast: &ast::Value, value: &Value, errors: &Errors) {
    match &value.shape {
        Shape::Enum(texts) => {
            for text in texts {
                if text.text.text.contains('\0') {
                    let message = format!(
                        "text of `{}` contains a NUL character; remove it",
                        text.ident
                    );
                    errors.push(text.text.span, message);
                }
            }
            let named = texts
                .iter()
                .map(|text| (&text.text, names::plain(&text.ident)));
            check_distinct(named, errors, |text, earlier, later| {
                format!("variants `{earlier}` and `{later}` both have text `{text}`; rename one")
            });
        }
        Shape::Newtype(..) => {
            if let Some(given) = ast.item.options.get(RENAME_ALL) {
                let message = format!(
                    "`rename_all` renames variants, and `{}` is a struct; remove it",
                    value.ident
                );
                errors.push(given.span, message);
            }
        }
        Shape::Unknown => {}
    }
}
