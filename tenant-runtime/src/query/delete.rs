//! Deletes: one row by its key, or the rows that a condition holds for.

use std::{fmt, marker::PhantomData};

use crate::{
    Error, Result, Scoped,
    def::TableDef,
    entity::{Bound, Entity},
    query::{
        build::{Built, Plan, Want},
        change::Change,
        find::Key,
        parts::Parts,
        update::{mixed, settle},
        verbs::impl_verbs,
    },
    tenant::Tenant,
};

/// A delete of the rows that a condition holds for, or of all.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Delete<T, E: Entity> {
    pub(super) tenant: T,
    pub(super) plan: Change<E::Key>,
}

impl<T: Tenant, E: Entity> Delete<T, E> {
    pub(crate) fn of_key(tenant: T, key: Key<E::Key>) -> Self {
        Self {
            tenant,
            plan: Change::delete_key::<E>(key),
        }
    }

    /// Of the rows of the first table of a query.
    pub(crate) fn of_selected(tenant: T, parts: Parts) -> Self {
        Self {
            tenant,
            plan: Change::delete_selected::<E>(parts),
        }
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

    fn is_versioned(&self) -> bool {
        self.row.table().version.is_some()
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        settle(self.mixed.as_ref())?;
        self.row.bind_own_key(&mut built.params);
        let sql = self.row.statements().delete;
        built.returning(sql, want);
        Ok(())
    }
}

impl_verbs!(changes: [T, E] Delete<T, E>, T, E);
impl_verbs!(changes: ['r, T, E] DeleteRow<'r, T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] Delete<T, E>, T);
impl_verbs!(explain: [T, E] DeleteRow<'_, T, E>, T);

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
