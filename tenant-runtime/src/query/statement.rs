//! A change of rows, put together up to what it returns.

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::Fragment,
    query::{
        build::{Built, IntoPlan, Plan, Text, Want},
        find::Key,
    },
    sql::{Listed, Lists, Piece},
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
        Statement {
            whole: self.whole,
            key: self.key,
            table: self.table,
            operation: self.operation,
        }
    }
}

/// A statement that is complete.
pub(crate) struct Statement<K> {
    whole: Fragment,
    /// Has the last parameters.
    key: Option<Key<K>>,
    table: &'static TableDef,
    operation: &'static str,
}

impl<K: Send + Sync> Plan for Statement<K> {
    fn operation(&self) -> &'static str {
        self.operation
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<Text<'a>> {
        self.whole.write(built);
        if let Some(key) = &self.key {
            key.bind(&mut built.params);
        }
        Text::query(self, want, built)
    }
}

impl<K: Send + Sync> Listed for Statement<K> {
    fn pieces(&self, _: Want) -> Vec<Piece> {
        let mut lists = Lists::default();
        self.whole.write(&mut lists);
        lists.pieces
    }
}
