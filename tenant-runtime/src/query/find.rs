//! One row by its key: the statement whose text is constant and whose parameters are borrowed.

use crate::{
    Result,
    entity::Entity,
    expr::Assignments,
    params::Params,
    query::{
        Delete, Update,
        build::{Build, Text, Want},
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
};

/// The row of a table that has a certain key.
#[must_use = "a query does nothing until a verb such as `fetch_one` runs it"]
#[derive(Debug)]
pub struct Find<T, E: Entity> {
    tenant: T,
    key: Key<E>,
}

/// A key, to be used as a condition.
pub(crate) struct Key<E: Entity>(E::Key);

impl<T: Tenant, E: Entity> Find<T, E> {
    pub(crate) fn new(tenant: T, key: E::Key) -> Self {
        Self {
            tenant,
            key: Key(key),
        }
    }

    /// Sets columns of this row.
    pub fn set<A: Assignments<T>>(self, assign: impl FnOnce(E::Columns<T>) -> A) -> Update<T, E> {
        Update::new(
            self.tenant,
            Some(self.key.into()),
            assign(E::columns(self.tenant)),
        )
    }

    /// Deletes this row.
    pub fn delete(self) -> Delete<T, E> {
        Delete::new(self.tenant, Some(self.key.into()))
    }
}

impl<T: Tenant, E: Entity> Build for Find<T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "SELECT";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, _: Want, params: &mut Params<'a>) -> Result<Text> {
        E::bind_key(&self.key.0, params);
        Ok(Text::fixed(E::statements().find))
    }
}

impl_verbs!(rows: [T, E] Find<T, E>, T, E);

impl<E: Entity> Key<E> {
    /// Writes `"a" = $1 AND "b" = $2`.
    pub(crate) fn write<'a>(&'a self, pieces: &mut Vec<Piece>, params: &mut Params<'a>) {
        let table = E::table();
        for (position, column) in table.key.iter().enumerate() {
            if position > 0 {
                pieces.push(Piece::Text(" AND "));
            }
            pieces.push(Piece::Column(table.columns[*column].name));
            pieces.push(Piece::Text(" = "));
            pieces.push(Piece::Param);
        }
        E::bind_key(&self.0, params);
    }
}

impl<E: Entity> std::fmt::Debug for Key<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}
