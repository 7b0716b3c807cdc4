//! Which names of a `WITH` a table's name can mean, and what was seen of a table before its name is
//! visited.
//!
//! In a `WITH` that is not recursive, a query sees only those before it: a name that is its own there
//! would be a table's.

use sqlparser::ast::{ObjectName, Query};

use super::super::names::fold;

/// Tree nodes are told apart by their addresses: the tree stays where it is.
#[derive(Default)]
pub(super) struct Scope {
    queries: Vec<Level>,
    functions: Vec<*const ObjectName>,
    aliased: Vec<*const ObjectName>,
}

struct Level {
    query: *const Query,
    recursive: bool,
    /// The names of its `WITH`, each with its query.
    tables: Vec<(String, *const Query)>,
}

impl Scope {
    pub(super) fn enter(&mut self, query: &Query) {
        let with = query.with.as_ref();
        let tables = with.map(|with| {
            let tables = with.cte_tables.iter();
            let named = tables.map(|table| (fold(&table.alias.name), &raw const *table.query));
            named.collect()
        });
        self.queries.push(Level {
            query,
            recursive: with.is_some_and(|with| with.recursive),
            tables: tables.unwrap_or_default(),
        });
    }

    pub(super) fn leave(&mut self) {
        self.queries.pop();
    }

    /// Whether a name means the query of a `WITH`, here.
    pub(super) fn is_visible(&self, name: &str) -> bool {
        self.queries.iter().enumerate().any(|(depth, level)| {
            let inner = self.queries.get(depth + 1).map(|inner| inner.query);
            let within = level.tables.iter().position(|table| Some(table.1) == inner);
            let seen = match within {
                Some(position) if !level.recursive => &level.tables[..position],
                _ => &level.tables[..],
            };
            seen.iter().any(|table| table.0 == name)
        })
    }

    pub(super) fn push_function(&mut self, name: &ObjectName) {
        self.functions.push(name);
    }

    pub(super) fn is_function(&self, name: &ObjectName) -> bool {
        self.functions.contains(&(&raw const *name))
    }

    pub(super) fn push_aliased(&mut self, name: &ObjectName) {
        self.aliased.push(name);
    }

    pub(super) fn has_alias(&self, name: &ObjectName) -> bool {
        self.aliased.contains(&(&raw const *name))
    }
}
