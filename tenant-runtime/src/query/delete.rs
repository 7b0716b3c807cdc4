//! Deletes: one row by its key, or the rows that a condition holds for.

use std::{fmt, marker::PhantomData};

use crate::{
    Error, Result, Scoped,
    def::TableDef,
    entity::{Bound, Entity},
    params::Params,
    query::{
        build::{Plan, Text, Want, push_returning},
        update::{Rows, mixed, settle},
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
};

/// A delete of the rows that a condition holds for, or of all.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Delete<T, E: Entity> {
    tenant: T,
    plan: DeletePlan<E::Key>,
}

impl<T: Tenant, E: Entity> Delete<T, E> {
    pub(crate) fn new(tenant: T, rows: Option<Rows<E::Key>>) -> Self {
        Self {
            tenant,
            plan: DeletePlan::of::<E>(rows),
        }
    }
}

/// What remains of a [`Delete`].
pub(crate) struct DeletePlan<K> {
    /// Absent for every row of the table.
    rows: Option<Rows<K>>,
    table: &'static TableDef,
    columns: &'static str,
}

impl<K> DeletePlan<K> {
    fn of<E: Entity<Key = K>>(rows: Option<Rows<K>>) -> Self {
        Self {
            rows,
            table: E::table(),
            columns: E::statements().columns,
        }
    }
}

impl<K: Send + Sync> Plan for DeletePlan<K> {
    fn operation(&self) -> &'static str {
        "DELETE"
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        let mut pieces = vec![Piece::Text("DELETE FROM "), Piece::Table(self.table.name)];
        if let Some(rows) = &self.rows {
            rows.write(&mut pieces, params)?;
        }
        push_returning(&mut pieces, self.columns, want);
        Ok(Text::dynamic(pieces))
    }
}

/// A delete of one row, by its key.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct DeleteRow<'r, T, E> {
    tenant: T,
    plan: DeleteRowPlan<'r>,
    entity: PhantomData<fn() -> E>,
}

impl<'r, T: Tenant, E: Entity> DeleteRow<'r, T, E> {
    pub(crate) fn new(tenant: T, row: &'r Scoped<T, E>) -> Self {
        Self {
            tenant,
            plan: DeleteRowPlan {
                mixed: mixed(&tenant, row),
                row: &**row,
            },
            entity: PhantomData,
        }
    }
}

/// What remains of a [`DeleteRow`].
pub(crate) struct DeleteRowPlan<'r> {
    row: &'r dyn Bound,
    /// Two tenants met.
    mixed: Option<Error>,
}

impl Plan for DeleteRowPlan<'_> {
    fn operation(&self) -> &'static str {
        "DELETE"
    }

    fn table(&self) -> &'static TableDef {
        self.row.table()
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        settle(self.mixed.as_ref())?;
        self.row.bind_own_key(params);
        let statements = self.row.statements();
        if want == Want::Count {
            return Ok(Text::fixed(statements.delete));
        }
        let mut pieces = statements.delete.to_vec();
        push_returning(&mut pieces, statements.columns, want);
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
