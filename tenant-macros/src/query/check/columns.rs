//! Columns: those of entities are in braces, and looked up by rustc; others are the text's own.

use sqlparser::{
    ast::{
        Expr, Ident, ObjectName, SelectItem, SelectItemQualifiedWildcardKind, Spanned, TableFactor,
        TableWithJoins,
    },
    tokenizer::Span,
};

use super::{
    super::{
        hole::{self, Content},
        names::{Relation, fold, hole_of},
        read::Meaning,
        types::Column,
    },
    Checker, Found,
};

/// The columns that every table has, and words that look like columns.
const WORDS: [&str; 18] = [
    "tableoid",
    "xmin",
    "cmin",
    "xmax",
    "cmax",
    "ctid",
    "default",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "current_role",
    "current_catalog",
    "session_user",
    "user",
    "ordinality",
];

impl Checker<'_> {
    /// The column of an entity that a hole names.
    pub(super) fn column(&self, index: usize) -> Option<Column> {
        match &self.holes[index].content {
            Content::Field(alias, field) => Some(Column {
                entity: self.names.entity(alias)?.clone(),
                field: field.clone(),
                alias: alias.clone(),
            }),
            _ => None,
        }
    }

    /// A column where only its name may stand, as in the list of an insert.
    pub(super) fn bare_column(
        &mut self,
        ident: Option<&Ident>,
        span: Span,
        place: &str,
    ) -> Option<Column> {
        let Some(index) = ident.and_then(hole::of_ident) else {
            let name = ident.map_or_else(String::new, |ident| ident.value.clone());
            self.report(
                span,
                format!("the compiler does not know the column `{name}` of {place}; write `{{alias.{name}}}`"),
            );
            return None;
        };
        let Some(column) = self.column(index) else {
            let written = &self.source.text[self.holes[index].range.clone()];
            let message = format!(
                "`{written}` is no column of {place}; write `{{alias.column}}`, with the alias of the table"
            );
            self.report_hole(index, message);
            return None;
        };
        let Column { entity, field, .. } = column.clone();
        self.set(index, Meaning::Column(entity, field, None));
        Some(column)
    }

    pub(super) fn bare_name(&mut self, name: &ObjectName, place: &str) -> Option<Column> {
        let ident = match name.0.as_slice() {
            [part] => part.as_ident(),
            _ => None,
        };
        self.bare_column(ident, name.span(), place)
    }

    pub(super) fn check_identifier(&mut self, ident: &Ident) {
        if let Some(index) = hole::of_ident(ident) {
            self.check_hole(index);
            return;
        }
        let name = fold(ident);
        if self.names.is_declared(&name) || WORDS.contains(&name.as_str()) {
            return;
        }
        let alias = self.names.aliases().next().unwrap_or("alias");
        self.report(
            ident.span,
            format!(
                "the compiler does not know the column `{}`; write `{{{alias}.{}}}`, or `alias.{}` for a column of a subquery",
                ident.value, ident.value, ident.value
            ),
        );
    }

    /// A hole in an expression, which is not a value.
    pub(super) fn check_hole(&mut self, index: usize) {
        match &self.holes[index].content {
            Content::Field(alias, field) => {
                let (alias, field) = (self.names.alias(alias), field.clone());
                match self.names.relation(&alias) {
                    Some(Relation::Entity(entity)) => {
                        let entity = entity.clone();
                        self.set(index, Meaning::Column(entity, field, Some(alias)));
                    }
                    _ => self.report_hole(
                        index,
                        format!(
                            "`{alias}` is no table that the compiler knows; write its columns without braces: `{alias}.{field}`"
                        ),
                    ),
                }
            }
            Content::Every(_) if matches!(self.found[index], Found::Nothing) => self.report_hole(
                index,
                "every column of a table can only stand in the list of a SELECT or RETURNING; name one column",
            ),
            _ => {}
        }
    }

    pub(super) fn check_compound(&mut self, parts: &[Ident]) {
        if let Some(index) = parts.iter().find_map(hole::of_ident) {
            self.report_hole(
                index,
                "nothing stands before or after a hole; a column is `{alias.column}`",
            );
            return;
        }
        let [first, .., last] = parts else { return };
        if let [_, table, _, ..] = parts {
            self.check_schema_of_table(first, table);
            return;
        }
        let (alias, name) = (fold(first), fold(last));
        match self.names.relation(&alias) {
            Some(Relation::Other) => {}
            Some(Relation::Entity(_)) if WORDS.contains(&name.as_str()) => {}
            Some(Relation::Entity(_)) => self.report(
                first.span.union(&last.span),
                format!(
                    "the compiler does not check `{}.{}`; write it in braces: `{{{alias}.{}}}`",
                    first.value, last.value, last.value
                ),
            ),
            None => self.report(
                first.span,
                format!(
                    "nothing in the text has the alias `{}`; declare it, as in `{{Foo}} AS {}`",
                    first.value, first.value
                ),
            ),
        }
    }

    /// The list of a SELECT or RETURNING.
    pub(super) fn check_items(&mut self, items: &[SelectItem], of_tables: bool) {
        for item in items {
            match item {
                SelectItem::UnnamedExpr(Expr::Identifier(ident)) => {
                    if let Some(index) = hole::of_ident(ident) {
                        self.check_every(index);
                    }
                }
                SelectItem::Wildcard(options) if of_tables => self.report(
                    options.wildcard_token.0.span,
                    "`*` is whatever columns the table has on the server; write `{alias.*}`, the columns of the struct",
                ),
                SelectItem::QualifiedWildcard(
                    SelectItemQualifiedWildcardKind::ObjectName(name),
                    _,
                ) => self.check_qualified_wildcard(name),
                _ => {}
            }
        }
    }

    pub(super) fn check_every(&mut self, index: usize) {
        let Content::Every(alias) = &self.holes[index].content else {
            return;
        };
        if let Some(entity) = self.names.entity(alias) {
            let meaning = Meaning::Every(entity.clone(), self.names.alias(alias));
            self.set(index, meaning);
        } else {
            let message =
                format!("no table has the alias `{alias}`; give it to one: `{{Foo}} AS {alias}`");
            self.report_hole(index, message);
        }
    }

    pub(super) fn check_qualified_wildcard(&mut self, name: &ObjectName) {
        let alias = name.0.first().and_then(|part| part.as_ident());
        let Some(alias) = alias else { return };
        if let [_, table, ..] = name.0.as_slice() {
            if let Some(table) = table.as_ident() {
                self.check_schema_of_table(alias, table);
            }
            return;
        }
        if let Some(Relation::Entity(_)) = self.names.relation(&fold(alias)) {
            self.report(
                name.span(),
                format!(
                    "`{}.*` is whatever columns the table has on the server; write `{{{}.*}}`, the columns of the struct",
                    alias.value, alias.value
                ),
            );
        }
    }
}

/// Whether a table of an entity is among these.
pub(super) fn has_entities(tables: &[TableWithJoins]) -> bool {
    let is_entity = |factor: &TableFactor| match factor {
        TableFactor::Table { name, .. } => hole_of(name).is_some(),
        TableFactor::NestedJoin { .. } => true,
        _ => false,
    };
    tables.iter().any(|table| {
        is_entity(&table.relation) || table.joins.iter().any(|join| is_entity(&join.relation))
    })
}
