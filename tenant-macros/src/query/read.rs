//! From a text to a statement whose every hole is understood.

use std::ops::Range;

use proc_macro2::Span;
use sqlparser::{
    ast::{SetExpr, Statement as Tree},
    dialect::PostgreSqlDialect,
    parser::{Parser, ParserError},
};
use syn::{Expr, Ident, Path};

use super::{
    check,
    hole::{self, Content, Hole, Tokens},
    names::{self, Names},
    source::Source,
    types::Typed,
};
use crate::diag::Errors;

/// A statement that was understood.
pub(super) struct Statement {
    pub(super) source: Source,
    /// In the order of the text.
    pub(super) holes: Vec<Filled>,
    /// Its entities, each once.
    pub(super) entities: Vec<(Path, Span)>,
    /// The SQL command.
    pub(super) operation: &'static str,
    /// Whether tables are named with their schema on every route, as a name of the text's own could
    /// hide a table.
    pub(super) qualified: bool,
    /// Where the text ends, without a semicolon.
    pub(super) end: usize,
}

/// A hole, and what it means.
pub(super) struct Filled {
    pub(super) range: Range<usize>,
    pub(super) span: Span,
    pub(super) meaning: Meaning,
}

/// What a hole means.
pub(super) enum Meaning {
    /// A table, and the alias to give it.
    Table(Path, Option<String>),
    /// A column, after an alias where there has to be one.
    Column(Path, Ident, Option<String>),
    /// Every column of a table, after its alias.
    Every(Path, String),
    Value(Expr, Typed),
}

impl Statement {
    pub(super) fn read(source: Source, errors: &Errors) -> Option<Self> {
        let tokens = Tokens::split(&source, errors)?;
        let (tree, names) = parse(&source, &tokens, errors)?;
        let operation = operation(&tree).or_else(|| {
            if errors.any() {
                return None;
            }
            let all = 0..source.text.trim_end().len();
            let first = all.start..source.text.find(char::is_whitespace).unwrap_or(all.end);
            source.error(
                errors,
                &first,
                "a statement is a SELECT, INSERT, UPDATE or DELETE, perhaps after WITH; run any other on `session.client()`",
            );
            None
        })?;
        let meanings = check::check(&tree, &names, &source, &tokens.holes, errors);
        let mut entities: Vec<(Path, Span)> = Vec::new();
        let mut holes = Vec::with_capacity(meanings.len());
        for (hole, meaning) in tokens.holes.into_iter().zip(meanings) {
            let meaning = meaning?;
            if let Meaning::Table(path, _) = &meaning
                && entities
                    .iter()
                    .all(|(known, _)| !names::is_same(known, path))
            {
                entities.push((path.clone(), hole.span));
            }
            holes.push(Filled {
                range: hole.range,
                span: hole.span,
                meaning,
            });
        }
        if errors.any() {
            return None;
        }
        if entities.is_empty() {
            let all = 0..source.text.lines().next().unwrap_or_default().len();
            source.error(
                errors,
                &all,
                "the statement names no table, so that no tenant can be told to run it; name one as `{Entity}`, or run it on `session.client()`",
            );
            return None;
        }
        let end = source.text.trim_end().trim_end_matches(';').len();
        Some(Self {
            source,
            holes,
            entities,
            operation,
            qualified: names.with,
            end,
        })
    }
}

/// Parses a text; a second time, where a hole looks like a name and stands where a value does.
fn parse(source: &Source, tokens: &Tokens, errors: &Errors) -> Option<(Tree, Names)> {
    let holes = &tokens.holes;
    let mut values: Vec<bool> = holes
        .iter()
        .map(|hole| matches!(hole.content, Content::Value(..)))
        .collect();
    loop {
        let tree = parse_once(source, tokens, &values, errors)?;
        let silent = Errors::new();
        let names = Names::collect(&tree, source, holes, &silent);
        let _ = silent.check();
        let found = names::values(&tree, &names, holes);
        if found.is_empty() {
            let names = Names::collect(&tree, source, holes, errors);
            return Some((tree, names));
        }
        for index in found {
            values[index] = true;
        }
    }
}

fn parse_once(source: &Source, tokens: &Tokens, values: &[bool], errors: &Errors) -> Option<Tree> {
    let dialect = PostgreSqlDialect {};
    let mut parser =
        Parser::new(&dialect).with_tokens_with_locations(tokens.for_parser(|index| values[index]));
    let mut trees = match parser.parse_statements() {
        Ok(trees) => trees,
        Err(error) => {
            report(&error, source, &tokens.holes, values, errors);
            return None;
        }
    };
    if trees.len() > 1 {
        let second = source.text.find(';').map_or(0, |at| at + 1);
        source.error(
            errors,
            &(second..second),
            "one text is one statement; write the others as texts of their own, in one transaction",
        );
        return None;
    }
    let tree = trees.pop();
    if tree.is_none() {
        source.error(
            errors,
            &(0..0),
            "the text is empty; write a statement into it",
        );
    }
    tree
}

/// Reports what the parser does not understand, at the place that it tells in words.
fn report(error: &ParserError, source: &Source, holes: &[Hole], values: &[bool], errors: &Errors) {
    let message = match error {
        ParserError::ParserError(message) | ParserError::TokenizerError(message) => {
            message.as_str()
        }
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    let (fact, place) = message.split_once(" at Line: ").unwrap_or((message, ""));
    let at = place.split_once(", Column: ").and_then(|(line, column)| {
        Some(source.offset(sqlparser::tokenizer::Location {
            line: line.trim().parse().ok()?,
            column: column.trim().parse().ok()?,
        }))
    });
    let at = at.unwrap_or(source.text.trim_end().len());
    let mut at_holes = holes.iter().zip(values);
    let hole = at_holes.find(|(hole, _)| hole.range.start == at);
    if let Some((hole, true)) = hole {
        let written = &source.text[hole.range.clone()];
        source.error(
            errors,
            &hole.range,
            format!(
                "the value `{written}` cannot stand here; a value is sent beside the text and never becomes part of it, a table is its struct (`{{Foo}}`), a column `{{alias.column}}`"
            ),
        );
        return;
    }
    let range = hole.map_or(at..at, |(hole, _)| hole.range.clone());
    let fact = hole::restore(fact, source, holes);
    let mut letters = fact.chars();
    let fact: String = letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default();
    source.error(errors, &range, format!("the text is not SQL: {fact}"));
}

/// The SQL command of a statement that handles can run.
fn operation(tree: &Tree) -> Option<&'static str> {
    Some(match tree {
        Tree::Insert(_) => "INSERT",
        Tree::Update(_) => "UPDATE",
        Tree::Delete(_) => "DELETE",
        Tree::Query(query) => match &*query.body {
            SetExpr::Insert(_) => "INSERT",
            SetExpr::Update(_) => "UPDATE",
            SetExpr::Delete(_) => "DELETE",
            SetExpr::Merge(_) => return None,
            _ => "SELECT",
        },
        _ => return None,
    })
}
