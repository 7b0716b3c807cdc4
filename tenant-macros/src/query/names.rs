//! The names that a text declares: which alias stands for which table, and which words are its own.
//!
//! A name counts in the whole text, wherever it is declared; so an alias stands for one table only.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use proc_macro2::Span;
use quote::ToTokens;
use sqlparser::ast::{
    Expr, Ident, Insert, ObjectName, OnInsert, Query, Select, SelectItem, Statement, TableAlias,
    TableFactor, TableObject, Visit, Visitor,
};
use syn::{Path, ext::IdentExt};

use super::{
    hole::{self, Content, Hole},
    source::Source,
};
use crate::{diag::Errors, names::snake_case};

/// What an alias stands for.
#[derive(Clone)]
pub(super) enum Relation {
    /// The table of an entity.
    Entity(Path),
    /// A subquery or a function, whose columns the text itself declares.
    Other,
}

/// The names of one text.
#[derive(Default)]
pub(super) struct Names {
    relations: BTreeMap<String, Relation>,
    /// Output columns and the like, which may be written without braces.
    words: BTreeSet<String>,
    /// Whether there is a `WITH`.
    pub(super) with: bool,
}

impl Names {
    pub(super) fn collect(
        statement: &Statement,
        source: &Source,
        holes: &[Hole],
        errors: &Errors,
    ) -> Self {
        let mut collector = Collector {
            names: Self::default(),
            source,
            holes,
            errors,
        };
        let _ = statement.visit(&mut collector);
        collector.names
    }

    pub(super) fn relation(&self, alias: &str) -> Option<&Relation> {
        self.relations.get(alias)
    }

    /// The alias that a hole means: as it is written, or as PostgreSQL folds it.
    pub(super) fn alias(&self, alias: &syn::Ident) -> String {
        let alias = alias.unraw().to_string();
        if self.relations.contains_key(&alias) {
            alias
        } else {
            alias.to_lowercase()
        }
    }

    /// The entity that a Rust identifier is the alias of.
    pub(super) fn entity(&self, alias: &syn::Ident) -> Option<&Path> {
        match self.relation(&self.alias(alias))? {
            Relation::Entity(path) => Some(path),
            Relation::Other => None,
        }
    }

    pub(super) fn is_declared(&self, word: &str) -> bool {
        self.words.contains(word) || self.relations.contains_key(word)
    }

    /// The aliases of tables.
    pub(super) fn aliases(&self) -> impl Iterator<Item = &str> {
        let entities = self.relations.iter();
        entities.filter_map(|(alias, relation)| match relation {
            Relation::Entity(_) => Some(alias.as_str()),
            Relation::Other => None,
        })
    }
}

/// A name as PostgreSQL folds it.
pub(super) fn fold(ident: &Ident) -> String {
    match ident.quote_style {
        Some(_) => ident.value.clone(),
        None => ident.value.to_lowercase(),
    }
}

/// The hole that is the whole of a name.
pub(super) fn hole_of(name: &ObjectName) -> Option<usize> {
    match name.0.as_slice() {
        [part] => hole::of_ident(part.as_ident()?),
        _ => None,
    }
}

/// Whether two paths are written alike.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}

/// The alias of a table that has none: the name of its struct in `snake_case`.
pub(super) fn own_alias(path: &Path) -> String {
    let last = path.segments.last();
    last.map(|last| snake_case(&last.ident)).unwrap_or_default()
}

/// The alias of anything in a `FROM`.
pub(super) fn alias_of(factor: &TableFactor) -> Option<&TableAlias> {
    match factor {
        TableFactor::Table { alias, .. }
        | TableFactor::Derived { alias, .. }
        | TableFactor::TableFunction { alias, .. }
        | TableFactor::Function { alias, .. }
        | TableFactor::UNNEST { alias, .. }
        | TableFactor::NestedJoin { alias, .. }
        | TableFactor::JsonTable { alias, .. }
        | TableFactor::XmlTable { alias, .. } => alias.as_ref(),
        _ => None,
    }
}

struct Collector<'a> {
    names: Names,
    source: &'a Source,
    holes: &'a [Hole],
    errors: &'a Errors,
}

impl Collector<'_> {
    fn path(&self, name: &ObjectName) -> Option<&Path> {
        match &self.holes[hole::of_ident(name.0.last()?.as_ident()?)?].content {
            Content::Path(path) => Some(path),
            _ => None,
        }
    }

    fn declare(&mut self, alias: String, relation: Relation, at: Option<&Ident>) {
        let clash = match (self.names.relation(&alias), &relation) {
            (Some(Relation::Entity(a)), Relation::Entity(b)) => !is_same(a, b),
            (Some(Relation::Entity(_)), Relation::Other)
            | (Some(Relation::Other), Relation::Entity(_)) => true,
            _ => false,
        };
        if clash {
            let message = format!(
                "`{alias}` stands for two tables in this text; give one of them another alias: `AS …`"
            );
            match at {
                Some(ident) => {
                    let at =
                        self.source.offset(ident.span.start)..self.source.offset(ident.span.end);
                    self.source.error(self.errors, &at, message);
                }
                None => self.errors.push(Span::call_site(), message),
            }
        }
        self.names.relations.insert(alias, relation);
    }

    fn declare_table(&mut self, name: &ObjectName, alias: Option<&Ident>) {
        let own = name.0.last().and_then(|part| part.as_ident());
        if let Some(path) = self.path(name).cloned() {
            let alias_name = alias.map_or_else(|| own_alias(&path), fold);
            self.declare(alias_name, Relation::Entity(path), alias.or(own));
        } else if let Some(ident) = alias.or(own) {
            self.names.words.insert(fold(ident));
            self.declare(fold(ident), Relation::Other, Some(ident));
        }
    }

    fn declare_items(&mut self, items: &[SelectItem]) {
        for item in items {
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                self.names.words.insert(fold(alias));
            }
        }
    }

    fn declare_columns(&mut self, alias: &TableAlias) {
        for column in &alias.columns {
            self.names.words.insert(fold(&column.name));
        }
    }

    fn declare_insert(&mut self, insert: &Insert) {
        if let TableObject::TableName(name) = &insert.table {
            let alias = insert.table_alias.as_ref().map(|alias| &alias.alias);
            self.declare_table(name, alias);
            if let (Some(OnInsert::OnConflict(_)), Some(path)) = (&insert.on, self.path(name)) {
                let path = path.clone();
                self.declare("excluded".to_owned(), Relation::Entity(path), None);
            }
        }
        self.declare_items(insert.returning.as_deref().unwrap_or_default());
    }
}

impl Visitor for Collector<'_> {
    type Break = ();

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Insert(insert) => self.declare_insert(insert),
            Statement::Update(update) => {
                self.declare_items(update.returning.as_deref().unwrap_or_default());
            }
            Statement::Delete(delete) => {
                self.declare_items(delete.returning.as_deref().unwrap_or_default());
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let Some(with) = &query.with {
            self.names.with = true;
            for table in &with.cte_tables {
                let alias = &table.alias;
                self.declare(fold(&alias.name), Relation::Other, Some(&alias.name));
                self.declare_columns(alias);
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        self.declare_items(&select.projection);
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        let alias = alias_of(factor);
        match factor {
            TableFactor::Table { name, .. } | TableFactor::Function { name, .. } => {
                self.declare_table(name, alias.map(|alias| &alias.name));
            }
            _ => {
                if let Some(alias) = alias {
                    self.names.words.insert(fold(&alias.name));
                    self.declare(fold(&alias.name), Relation::Other, Some(&alias.name));
                }
            }
        }
        if let Some(alias) = alias {
            self.declare_columns(alias);
        }
        ControlFlow::Continue(())
    }
}

/// The holes that were taken for names, but are values: constants, and fields of variables.
pub(super) fn values(statement: &Statement, names: &Names, holes: &[Hole]) -> Vec<usize> {
    struct Finder<'a> {
        names: &'a Names,
        holes: &'a [Hole],
        found: Vec<usize>,
    }

    impl Visitor for Finder<'_> {
        type Break = ();

        fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
            if let Expr::Identifier(ident) = expression
                && let Some(index) = hole::of_ident(ident)
            {
                let is_value = match &self.holes[index].content {
                    Content::Path(_) => true,
                    Content::Field(alias, _) => {
                        self.names.relation(&self.names.alias(alias)).is_none()
                    }
                    Content::Every(_) | Content::Value(..) => false,
                };
                if is_value {
                    self.found.push(index);
                }
            }
            ControlFlow::Continue(())
        }
    }

    let mut finder = Finder {
        names,
        holes,
        found: Vec::new(),
    };
    let _ = statement.visit(&mut finder);
    finder.found
}
