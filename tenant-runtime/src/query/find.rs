//! One row by its key: the statement whose text is constant and whose parameters are borrowed.

use std::fmt;

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Assignments, Fragment, Inner},
    params::Params,
    query::{
        Delete, Update,
        build::{Built, Plan, Text, Want},
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

    fn build<'a>(&'a self, _: Want, built: &mut Built<'a>) -> Result<Text<'a>> {
        (self.bind)(&self.value, &mut built.params);
        Ok(Text::fixed(self.find, built))
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

    /// Binds the values.
    pub(crate) fn bind<'a>(&'a self, params: &mut Params<'a>) {
        (self.bind)(&self.value, params);
    }

    /// Appends `"a" = $1 AND "b" = $2`, whose parameters [`Key::bind`] binds.
    pub(crate) fn append_to(&self, alias: Alias, whole: &mut Fragment) {
        let table = self.table;
        for (position, column) in table.key.iter().enumerate() {
            if position > 0 {
                whole.text(" AND ");
            }
            whole.push(Piece::Of(alias, table.columns[*column].name));
            whole.text(" = ");
            whole.push(Piece::Param);
        }
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
