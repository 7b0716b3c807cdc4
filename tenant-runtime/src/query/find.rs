//! One row by its key: the statement whose text is constant and whose parameters are borrowed.

use std::fmt;

use crate::{
    Result,
    def::TableDef,
    entity::Entity,
    expr::Assignments,
    params::Params,
    query::{
        Delete, Update,
        build::{Plan, Text, Want},
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
};

/// The row of a table that has a certain key.
#[must_use = "a query does nothing until a verb such as `fetch_one` runs it"]
pub struct Find<T, E: Entity> {
    pub(crate) tenant: T,
    pub(crate) plan: Key<E::Key>,
}

impl<T: Tenant, E: Entity> Find<T, E> {
    /// Sets columns of this row.
    pub fn set<A: Assignments<T>>(self, assign: impl FnOnce(E::Columns<T>) -> A) -> Update<T, E> {
        let rows = Some(self.plan.into());
        Update::new(self.tenant, rows, assign(E::columns(self.tenant)))
    }

    /// Deletes this row.
    pub fn delete(self) -> Delete<T, E> {
        Delete::new(self.tenant, Some(self.plan.into()))
    }
}

impl_verbs!(rows: [T, E] Find<T, E>, T, E);

/// A key: what remains of a [`Find`], and a condition of updates and deletes.
pub(crate) struct Key<K> {
    value: K,
    bind: for<'a> fn(&'a K, &mut Params<'a>),
    table: &'static TableDef,
    find: &'static [Piece],
}

impl<K: Send + Sync> Plan for Key<K> {
    fn operation(&self) -> &'static str {
        "SELECT"
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, _: Want, params: &mut Params<'a>) -> Result<Text> {
        (self.bind)(&self.value, params);
        Ok(Text::fixed(self.find))
    }
}

impl<K> Key<K> {
    pub(crate) fn of<E: Entity<Key = K>>(key: K) -> Self {
        Self {
            value: key,
            bind: E::bind_key,
            table: E::table(),
            find: E::statements().find,
        }
    }

    /// Writes `"a" = $1 AND "b" = $2`.
    pub(crate) fn write<'a>(&'a self, pieces: &mut Vec<Piece>, params: &mut Params<'a>) {
        let table = self.table;
        for (position, column) in table.key.iter().enumerate() {
            if position > 0 {
                pieces.push(Piece::Text(" AND "));
            }
            pieces.push(Piece::Column(table.columns[*column].name));
            pieces.push(Piece::Text(" = "));
            pieces.push(Piece::Param);
        }
        (self.bind)(&self.value, params);
    }
}

impl<K> fmt::Debug for Key<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl<T: fmt::Debug, E: Entity> fmt::Debug for Find<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
