//! A statement that a builder put together, which needs nothing of the query any more.

use std::{borrow::Cow, sync::Arc};

use crate::{
    Error, Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::Fragment,
    params::{Param, Params},
    query::{
        build::{IntoPlan, Plan, Text, Want},
        find::Key,
    },
    sql::{Piece, Sql},
};

/// An update or delete of chosen rows, up to what it returns.
pub(crate) struct Change<K> {
    pub(crate) whole: Fragment,
    alias: Alias,
    /// A condition by key, at the end.
    pub(crate) key: Option<Key<K>>,
    /// What it returns, if rows are wanted.
    returning: Fragment,
    pub(crate) table: &'static TableDef,
    pub(crate) operation: &'static str,
}

impl<K> Change<K> {
    /// What the table is called in what is returned.
    pub(crate) fn alias(&self) -> Alias {
        self.alias
    }

    pub(crate) fn return_these(&mut self, list: Fragment) {
        self.returning = list;
    }

    pub(crate) fn of<E: Entity<Key = K>>(
        operation: &'static str,
        whole: Fragment,
        key: Option<Key<K>>,
        alias: Alias,
    ) -> Self {
        let mut returning = Fragment::default();
        returning.push(Piece::Row(alias, E::table().columns));
        Self {
            whole,
            alias,
            key,
            returning,
            table: E::table(),
            operation,
        }
    }
}

impl<K: Send + Sync> IntoPlan for Change<K> {
    type Plan = Statement<K>;

    fn into_plan(mut self, want: Want) -> Statement<K> {
        if want != Want::Count {
            self.whole.text(" RETURNING ");
            self.whole.append(self.returning);
        }
        Statement::new(self.whole, self.key, self.table, self.operation)
    }
}

/// A statement that is complete.
pub(crate) struct Statement<K> {
    sql: Result<Sql>,
    params: Vec<Arc<dyn Param>>,
    /// Has the last parameters.
    key: Option<Key<K>>,
    table: &'static TableDef,
    operation: &'static str,
}

impl<K> Statement<K> {
    pub(crate) fn new(
        whole: Fragment,
        key: Option<Key<K>>,
        table: &'static TableDef,
        operation: &'static str,
    ) -> Self {
        let (sql, params) = match whole.into_parts() {
            Ok((pieces, params)) => (Sql::built(pieces), params),
            Err(error) => (Err(error), Vec::new()),
        };
        Self {
            sql,
            params,
            key,
            table,
            operation,
        }
    }
}

impl<K: Send + Sync> Plan for Statement<K> {
    fn operation(&self) -> &'static str {
        self.operation
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, _: Want, params: &mut Params<'a>) -> Result<Text<'a>> {
        let sql = self.sql.as_ref().map_err(Error::again)?;
        for param in &self.params {
            params.push(&**param);
        }
        if let Some(key) = &self.key {
            key.bind(params);
        }
        Ok(Text {
            sql: Cow::Borrowed(sql),
            reuse: true,
            idle: false,
        })
    }
}
