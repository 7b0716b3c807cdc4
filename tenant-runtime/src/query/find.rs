//! One row by its key: the statement whose text is constant and whose parameters are borrowed.

use std::fmt;

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Assignments, Inner},
    params::Params,
    query::{
        Delete, Update,
        build::{Built, Plan, Want},
        verbs::impl_verbs,
    },
    sql::{Piece, Statement},
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
    pub fn set<A: Assignments<T>>(
        self,
        assign: impl FnOnce(E::Columns<T, Inner>) -> A,
    ) -> Update<T, E> {
        Update::of_key(self.tenant, self.plan, assign)
    }

    /// Deletes this row.
    pub fn delete(self) -> Delete<T, E> {
        Delete::of_key(self.tenant, self.plan)
    }
}

impl_verbs!(rows: [T, E] Find<T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] Find<T, E>, T);

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

    fn build<'a>(&'a self, _: Want, built: &mut Built<'a>) -> Result<()> {
        (self.bind)(&self.value, &mut built.params);
        built.fixed(self.find);
        Ok(())
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

    /// Writes it as the condition of a statement, with its parameters.
    pub(crate) fn write<'a>(&'a self, alias: Alias, sink: &mut impl Statement<'a>) {
        sink.key(self.table, alias);
        (self.bind)(&self.value, sink.params());
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
