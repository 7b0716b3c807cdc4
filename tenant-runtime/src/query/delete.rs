//! Deletes: one row by its key, or the rows that a condition holds for.

use std::fmt;

use crate::{
    Result, Scoped,
    entity::Entity,
    params::Params,
    query::{
        build::{Build, Text, Want, push_returning},
        update::Rows,
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::{Tenant, check_same},
};

/// A delete of the rows that a condition holds for, or of all.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Delete<T, E: Entity> {
    tenant: T,
    /// Absent for every row of the table.
    rows: Option<Rows<E>>,
}

impl<T: Tenant, E: Entity> Delete<T, E> {
    pub(crate) fn new(tenant: T, rows: Option<Rows<E>>) -> Self {
        Self { tenant, rows }
    }
}

impl<T: Tenant, E: Entity> Build for Delete<T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "DELETE";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        let mut pieces = vec![Piece::Text("DELETE FROM "), Piece::Table(E::table().name)];
        if let Some(rows) = &self.rows {
            rows.write(&mut pieces, params)?;
        }
        push_returning::<E>(&mut pieces, want);
        Ok(Text::dynamic(pieces))
    }
}

/// A delete of one row, by its key.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct DeleteRow<'r, T, E> {
    tenant: T,
    row: &'r Scoped<T, E>,
}

impl<'r, T: Tenant, E: Entity> DeleteRow<'r, T, E> {
    pub(crate) fn new(tenant: T, row: &'r Scoped<T, E>) -> Self {
        Self { tenant, row }
    }
}

impl<T: Tenant, E: Entity> Build for DeleteRow<'_, T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "DELETE";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        check_same(&self.tenant, &Scoped::tenant(self.row))?;
        self.row.bind_own_key(params);
        let sql = E::statements().delete;
        if want == Want::Count {
            return Ok(Text::fixed(sql));
        }
        let mut pieces = sql.to_vec();
        push_returning::<E>(&mut pieces, want);
        Ok(Text::dynamic(pieces))
    }
}

impl_verbs!(changes: [T, E] Delete<T, E>, T, E);
impl_verbs!(changes: ['r, T, E] DeleteRow<'r, T, E>, T, E);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Delete<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delete")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

impl<T: fmt::Debug, E> fmt::Debug for DeleteRow<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteRow")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
