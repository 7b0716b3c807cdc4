//! The SQL of an entity whose shape never changes, as pieces in which the schema is still open.
//! What the runtime makes of them is its business; column and table names come from `names`.

use crate::model::{Column, Entity};

/// One piece of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text as it is.
    Text(String),
    /// The table, in the schema of the tenant.
    Table,
    /// The next parameter.
    Param,
    /// So many, with commas between them.
    Params(usize),
}

/// The statements of an entity. The last piece of those that change rows is their `RETURNING`, so that one list
/// is both that statement and the one without.
pub(crate) struct Statements {
    pub(crate) find: Vec<Piece>,
    pub(crate) insert: Vec<Piece>,
    pub(crate) update: Vec<Piece>,
    pub(crate) delete: Vec<Piece>,
}

impl Statements {
    pub(crate) fn render(entity: &Entity) -> Self {
        let columns = quoted_list(entity.columns.iter());
        let returning = Piece::Text(format!(" RETURNING {columns}"));
        let returned = |Sql(mut pieces): Sql| {
            pieces.push(returning.clone());
            pieces
        };
        Self {
            find: Sql::new(&format!("SELECT {columns} FROM "))
                .table("")
                .matching(entity)
                .0,
            insert: returned(render_insert(entity)),
            update: returned(render_update(entity)),
            delete: returned(
                Sql::new("DELETE FROM ")
                    .table("")
                    .matching(entity)
                    .unchanged(entity),
            ),
        }
    }
}

fn render_insert(entity: &Entity) -> Sql {
    let sql = Sql::new("INSERT INTO ");
    let names = quoted_list(entity.inserted());
    if names.is_empty() {
        return sql.table(" DEFAULT VALUES");
    }
    let mut sql = sql.table(&format!(" ({names}) VALUES ("));
    sql.0.push(Piece::Params(entity.inserted().count()));
    sql.text(")")
}

fn render_update(entity: &Entity) -> Sql {
    let mut sql = Sql::new("UPDATE ").table(" SET ");
    if entity.changed().next().is_none() && entity.version().is_none() {
        // A key without other columns: the update finds the row and leaves it as it is.
        let names: Vec<String> = entity.keys().take(1).map(quoted).collect();
        let name = names.concat();
        return sql.text(&format!("{name} = {name}")).matching(entity);
    }
    for (position, column) in entity.changed().enumerate() {
        sql = sql.assign(if position == 0 { "" } else { ", " }, column);
    }
    if let Some((_, version)) = entity.version() {
        let before = if entity.changed().next().is_some() {
            ", "
        } else {
            ""
        };
        let name = quoted(version);
        sql = sql.text(&format!("{before}{name} = {name} + 1"));
    }
    sql.matching(entity).unchanged(entity)
}

/// A statement under construction. Adjacent texts become one piece.
struct Sql(Vec<Piece>);

impl Sql {
    fn new(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    fn text(mut self, text: &str) -> Self {
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push(Piece::Text(text.to_owned())),
        }
        self
    }

    fn table(mut self, after: &str) -> Self {
        self.0.push(Piece::Table);
        self.text(after)
    }

    fn param(mut self) -> Self {
        self.0.push(Piece::Param);
        self
    }

    /// `"name" = $`
    fn assign(self, before: &str, column: &Column) -> Self {
        self.text(&format!("{before}{} = ", quoted(column))).param()
    }

    /// `WHERE` the key is given.
    fn matching(mut self, entity: &Entity) -> Self {
        for (position, column) in entity.keys().enumerate() {
            let before = if position == 0 { " WHERE " } else { " AND " };
            self = self.assign(before, column);
        }
        self
    }

    /// `AND` nobody changed the row, after `matching`.
    fn unchanged(self, entity: &Entity) -> Self {
        match entity.version() {
            Some((_, version)) => self.assign(" AND ", version),
            None => self,
        }
    }
}

fn quoted_list<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    let names: Vec<String> = columns.map(quoted).collect();
    names.join(", ")
}

/// The column's name in double quotes, with quotes inside doubled.
fn quoted(column: &Column) -> String {
    format!("\"{}\"", column.name.text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::{ast, diag::Errors};

    fn render(input: proc_macro2::TokenStream) -> Statements {
        let errors = Errors::new();
        let ast = ast::Entity::from_syn(input, &errors).unwrap();
        let entity = Entity::resolve(&ast, &errors);
        errors.check().unwrap();
        Statements::render(&entity)
    }

    /// The statement as the server would get it, with the table as `T`.
    fn join(pieces: &[Piece]) -> String {
        let parts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Table => "T".to_owned(),
            Piece::Param => "$".to_owned(),
            Piece::Params(count) => vec!["$"; *count].join(", "),
        });
        parts.collect()
    }

    fn without_returning(pieces: &[Piece]) -> &[Piece] {
        pieces.split_last().unwrap().1
    }

    #[test]
    fn every_column_is_named_and_quoted() {
        let statements = render(quote! {
            #[tenant(set = Client)]
            struct Foo {
                #[tenant(key)] a: i32,
                #[tenant(key)] b: i32,
                #[tenant(column = "say \"c\"")] c: i32,
                #[tenant(generated)] d: i64,
                #[tenant(default = "1")] e: i32,
                #[tenant(skip)] f: i32,
            }
        });
        assert_eq!(
            join(&statements.find),
            r#"SELECT "a", "b", "say ""c""", "d", "e" FROM T WHERE "a" = $ AND "b" = $"#
        );
        assert_eq!(
            join(without_returning(&statements.insert)),
            r#"INSERT INTO T ("a", "b", "say ""c""", "e") VALUES ($, $, $, $)"#
        );
        assert_eq!(
            join(without_returning(&statements.update)),
            r#"UPDATE T SET "say ""c""" = $, "e" = $ WHERE "a" = $ AND "b" = $"#
        );
        assert_eq!(
            join(without_returning(&statements.delete)),
            r#"DELETE FROM T WHERE "a" = $ AND "b" = $"#
        );
        let returning = r#" RETURNING "a", "b", "say ""c""", "d", "e""#.to_owned();
        for pieces in [&statements.insert, &statements.update, &statements.delete] {
            assert_eq!(pieces.last(), Some(&Piece::Text(returning.clone())));
        }
    }

    #[test]
    fn a_table_of_a_generated_key_has_all_statements() {
        let statements = render(quote! {
            #[tenant(set = Client)]
            struct Foo { #[tenant(key, generated)] id: i64 }
        });
        let insert = without_returning(&statements.insert);
        assert_eq!(join(insert), "INSERT INTO T DEFAULT VALUES");
        assert_eq!(
            join(without_returning(&statements.update)),
            r#"UPDATE T SET "id" = "id" WHERE "id" = $"#
        );
    }

    #[test]
    fn texts_are_joined() {
        let statements = render(quote! {
            #[tenant(set = Client)]
            struct Foo { #[tenant(key)] a: i32, b: i32, c: i32 }
        });
        for pieces in [&statements.insert, &statements.update] {
            let pieces = without_returning(pieces);
            let texts = |pair: &[Piece]| pair.iter().all(|piece| matches!(piece, Piece::Text(_)));
            assert!(!pieces.windows(2).any(texts));
        }
    }
}
