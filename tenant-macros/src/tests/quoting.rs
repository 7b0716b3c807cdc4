//! Names that are written in attributes come back from the statements, whatever is in them.

use proptest::prelude::*;
use quote::quote;

use crate::{
    ast,
    diag::Errors,
    model::Entity,
    names::{column_problem, name_problem},
    sql::{Piece, Statements},
};

/// Text of any kind, with much of what could end a name early.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec!['"', '"', '\'', '\\', '$', '.', ';', '-', ' ', '\n']);
    let any = prop_oneof![hostile, any::<char>()];
    prop::collection::vec(any, 1..16).prop_map(String::from_iter)
}

fn table() -> impl Strategy<Value = String> {
    text().prop_filter("a table's name", |name| {
        name_problem("table", name).is_none()
    })
}

fn column() -> impl Strategy<Value = String> {
    text().prop_filter("a column's name", |name| column_problem(name, "").is_none())
}

fn resolve(table: &str, [key, generated, other]: [&str; 3]) -> Entity {
    let errors = Errors::new();
    let item = quote! {
        #[tenant(set = Client, table = #table)]
        struct Foo {
            #[tenant(key, column = #key)] a: i32,
            #[tenant(generated, column = #generated)] b: i64,
            #[tenant(column = #other)] c: i32,
        }
    };
    let ast = ast::Entity::from_syn(item, &errors).expect("a struct");
    let entity = Entity::resolve(&ast, &errors);
    errors.check().expect("valid attributes");
    entity
}

/// A statement's text around its quoted names, and those names as PostgreSQL reads them: up to the
/// next quote that is not one of two.
/// Source: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>.
fn read(sql: &str) -> (String, Vec<String>) {
    let (mut around, mut names) = (String::new(), Vec::new());
    let mut rest = sql.chars().peekable();
    while let Some(next) = rest.next() {
        around.push(next);
        if next != '"' {
            continue;
        }
        let mut name = String::new();
        loop {
            match rest.next().expect("a quote that ends the name") {
                '"' if rest.next_if_eq(&'"').is_none() => break,
                part => name.push(part),
            }
        }
        names.push(name);
    }
    (around, names)
}

/// Every statement, with the table and parameters as the runtime would not write them.
fn texts(entity: &Entity) -> Vec<String> {
    let all = Statements::render(entity);
    let statements = [all.find, all.insert, all.update, all.delete];
    let join = |pieces: Vec<Piece>| {
        let parts = pieces.into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Table => "<table>".into(),
            Piece::Param | Piece::Params(_) => "<parameter>".into(),
        });
        parts.collect()
    };
    statements.map(join).into()
}

/// The columns that each of [`texts`] names, in order.
fn expected([key, generated, other]: [&str; 3]) -> [Vec<&str>; 4] {
    [
        vec![key, generated, other, key],
        vec![key, other, key, generated, other],
        vec![other, key, key, generated, other],
        vec![key, key, generated, other],
    ]
}

#[test]
fn any_name_in_an_attribute_comes_back_from_the_statements() {
    let plain = texts(&resolve("foo", ["a", "b", "c"]));
    proptest!(|(table in table(), key in column(), generated in column(), other in column())| {
        prop_assume!(key != generated && key != other && generated != other);
        let columns = [&*key, &*generated, &*other];
        let entity = resolve(&table, columns);
        // The runtime quotes it, together with the schema.
        prop_assert_eq!(&entity.table.text, &table);
        for ((text, plain), expected) in texts(&entity).iter().zip(&plain).zip(expected(columns)) {
            let (around, names) = read(text);
            prop_assert_eq!(around, read(plain).0);
            prop_assert_eq!(names, expected);
        }
    });
}
