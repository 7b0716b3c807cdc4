//! What each hole of a parsed text means, and what must not be in it: schemas, tables and columns that
//! the compiler does not know, and whatever a `search_path` would decide.

mod columns;
mod kinds;
mod lists;
mod scope;
mod tables;

use std::ops::{ControlFlow, Range};

use sqlparser::{
    ast::{
        Expr, ObjectName, Query, Select, Spanned, Statement, TableFactor, UpdateTableFromKind,
        Value, ValueWithSpan, Visit, Visitor,
    },
    tokenizer::Span,
};

use self::{columns::has_entities, scope::Scope};
use super::{
    hole::{self, Content, Hole},
    names::{Names, hole_of},
    read::Meaning,
    source::Source,
    types::Typed,
};
use crate::diag::Errors;

/// Finds the meaning of every hole; nothing for one that was reported.
pub(super) fn check(
    tree: &Statement,
    names: &Names,
    source: &Source,
    holes: &[Hole],
    errors: &Errors,
) -> Vec<Option<Meaning>> {
    let mut checker = Checker {
        names,
        source,
        holes,
        errors,
        scope: Scope::default(),
        found: holes.iter().map(|_| Found::Nothing).collect(),
        typed: holes.iter().map(|_| None).collect(),
        untyped: false,
    };
    let _ = tree.visit(&mut checker);
    checker.finish()
}

struct Checker<'a> {
    names: &'a Names,
    source: &'a Source,
    holes: &'a [Hole],
    errors: &'a Errors,
    scope: Scope,
    found: Vec<Found>,
    /// What says the type of each value.
    typed: Vec<Option<Typed>>,
    /// Whether what would say the types of values was reported to be missing.
    untyped: bool,
}

/// What was found of a hole.
enum Found {
    Nothing,
    /// It is wrong, and that was said.
    Reported,
    /// It stands where a value can.
    Value,
    Meaning(Box<Meaning>),
}

impl Checker<'_> {
    fn range(&self, span: Span) -> Range<usize> {
        self.source.offset(span.start)..self.source.offset(span.end)
    }

    fn report(&self, span: Span, message: impl std::fmt::Display) {
        self.source.error(self.errors, &self.range(span), message);
    }

    /// Reports a mistake in a hole, once.
    fn report_hole(&mut self, index: usize, message: impl std::fmt::Display) {
        if !matches!(self.found[index], Found::Reported) {
            self.source
                .error(self.errors, &self.holes[index].range, message);
            self.found[index] = Found::Reported;
        }
    }

    fn set(&mut self, index: usize, meaning: Meaning) {
        if matches!(self.found[index], Found::Nothing) {
            self.found[index] = Found::Meaning(Box::new(meaning));
        }
    }

    /// Every hole with its meaning; those without one stand where nothing can.
    fn finish(mut self) -> Vec<Option<Meaning>> {
        for index in 0..self.holes.len() {
            if matches!(self.found[index], Found::Nothing) {
                let written = &self.source.text[self.holes[index].range.clone()];
                let message = format!(
                    "`{written}` cannot stand here; a table stands after FROM, JOIN, INTO or UPDATE, a column or a value in an expression"
                );
                self.report_hole(index, message);
            }
        }
        let mut meanings = Vec::with_capacity(self.holes.len());
        for index in 0..self.holes.len() {
            meanings.push(
                match std::mem::replace(&mut self.found[index], Found::Nothing) {
                    Found::Meaning(meaning) => Some(*meaning),
                    Found::Value => self.value(index),
                    Found::Nothing | Found::Reported => None,
                },
            );
        }
        meanings
    }

    fn value(&mut self, index: usize) -> Option<Meaning> {
        let content = &self.holes[index].content;
        let expression = content.expression()?;
        if let Content::Value(_, Some(ty)) = content {
            return Some(Meaning::Value(expression, Typed::Rust(quote::quote!(#ty))));
        }
        if let Some(typed) = self.typed[index].take() {
            return Some(Meaning::Value(expression, typed));
        }
        if self.untyped {
            return None; // that was said
        }
        let written = &self.source.text[self.holes[index].range.clone()];
        let inner = written[1..written.len() - 1].trim();
        let message = if let Content::Field(alias, _) = content {
            let aliases: Vec<_> = self
                .names
                .aliases()
                .map(|alias| format!("`{alias}`"))
                .collect();
            let aliases = aliases.join(", ");
            format!(
                "no table has the alias `{alias}`, only {aliases}; if `{written}` is a value, say its type: `{{{inner}: Type}}`"
            )
        } else {
            format!(
                "nothing says the type of `{written}`; say it: `{{{inner}: Type}}`, or with a cast: `{written}::bigint`"
            )
        };
        self.report_hole(index, message);
        None
    }
}

impl Visitor for Checker<'_> {
    type Break = ();

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Insert(insert) => self.check_insert(insert),
            Statement::Update(update) => {
                self.check_assignments(&update.assignments);
                if let Some(
                    UpdateTableFromKind::BeforeSet(tables) | UpdateTableFromKind::AfterSet(tables),
                ) = &update.from
                {
                    self.check_joins(tables);
                }
                self.check_items(update.returning.as_deref().unwrap_or_default(), true);
            }
            Statement::Delete(delete) => {
                self.check_joins(delete.using.as_deref().unwrap_or_default());
                self.check_items(delete.returning.as_deref().unwrap_or_default(), true);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.scope.enter(query);
        self.give_limits(query);
        self.check_body(&query.body);
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.scope.leave();
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        self.check_items(&select.projection, has_entities(&select.from));
        self.check_joins(&select.from);
        if let Some(into) = &select.into {
            self.report(
                into.span(),
                "SELECT INTO makes a table; write `INSERT INTO {Entity} (…) SELECT …`",
            );
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        match factor {
            TableFactor::Table {
                name, alias, args, ..
            } => {
                if args.is_some() {
                    self.scope.push_function(name);
                }
                if let Some(alias) = alias {
                    self.scope.push_aliased(name);
                    if let (Some(index), false) = (hole_of(name), alias.columns.is_empty()) {
                        self.report_hole(index, "the columns of a table keep their names; leave the list after its alias out");
                    }
                }
            }
            TableFactor::Function { name, .. } => {
                self.check_function_name(name);
            }
            TableFactor::NestedJoin {
                table_with_joins, ..
            } => self.check_joins(std::slice::from_ref(&**table_with_joins)),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        self.check_relation(name);
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(ident) => self.check_identifier(ident),
            Expr::CompoundIdentifier(parts) => self.check_compound(parts),
            Expr::Function(function) => self.check_function(function),
            Expr::Cast {
                expr, data_type, ..
            } => {
                let literal = matches!(&**expr, Expr::Value(value) if !is_placeholder(value));
                self.check_type(data_type, literal, expression.span());
                self.give(expr, Typed::of_cast(data_type));
            }
            Expr::TypedString(string) => {
                self.check_type(&string.data_type, true, expression.span());
            }
            _ => self.give_operands(expression),
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<()> {
        if let Value::Placeholder(name) = &value.value {
            match hole::index(name) {
                Some(index) if matches!(self.found[index], Found::Nothing) => {
                    self.found[index] = Found::Value;
                }
                Some(_) => {}
                None if name.starts_with('$') => {} // the token was reported
                None => self.report(
                    value.span,
                    format!(
                        "`{name}` is a parameter by name; write the value in braces: `{{value}}`"
                    ),
                ),
            }
        }
        ControlFlow::Continue(())
    }
}

fn is_placeholder(value: &ValueWithSpan) -> bool {
    matches!(value.value, Value::Placeholder(_))
}
