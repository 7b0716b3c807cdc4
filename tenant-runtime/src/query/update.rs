//! Updates: a whole row by its key, or chosen columns of the rows that a condition holds for.

use std::{fmt, marker::PhantomData};

use crate::{
    Error, ErrorKind, Result, Scoped,
    alias::Alias,
    def::TableDef,
    entity::{Bound, Entity},
    expr::{Assignments, Draft, Fragment, Inner},
    query::{
        build::{Built, Plan, Want},
        change::Change,
        find::Key,
        parts::Parts,
        verbs::impl_verbs,
    },
    sql::{Piece, Sink as _},
    tenant::{Tenant, check_same},
};

/// An update of chosen columns.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Update<T, E: Entity> {
    pub(super) tenant: T,
    pub(super) plan: Change<E::Key>,
}

impl<T: Tenant, E: Entity> Update<T, E> {
    pub(crate) fn of_key<A: Assignments<T>>(
        tenant: T,
        key: Key<E::Key>,
        assign: impl FnOnce(E::Columns<T, Inner>) -> A,
    ) -> Self {
        let alias = Alias::fresh();
        let mut assignments = Draft::new();
        assign(E::columns(tenant, alias)).write(&mut assignments);
        let mut set = assignments.into_fragment(tenant);
        check(E::table(), alias, &mut set);
        Self {
            tenant,
            plan: Change::update_key::<E>(set, key, alias),
        }
    }

    /// Of the rows of the first table of a query.
    pub(crate) fn of_selected(tenant: T, parts: Parts, mut set: Fragment) -> Self {
        check(E::table(), parts.alias(), &mut set);
        Self {
            tenant,
            plan: Change::update_selected::<E>(set, parts),
        }
    }
}

/// The error of an update without assignments.
fn nothing_set() -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        "the update sets no column; return at least one assignment",
    )
}

/// The error of an assignment to another row than the one that is changed.
#[cold]
fn set_elsewhere(column: &str) -> Error {
    let message = format!(
        "`{column}` is set on another row; an update of joined rows sets columns of the first table, an upsert those of the row that is there"
    );
    Error::new(ErrorKind::InvalidInput, message)
}

/// Looks the assignments over, and has them count the change unless they say what the version becomes.
#[inline]
pub(super) fn check(table: &'static TableDef, alias: Alias, assignments: &mut Fragment) {
    if assignments.is_empty() {
        assignments.fail(nothing_set());
    }
    let elsewhere = assignments.assigned().find(|(of, _)| *of != alias);
    if let Some((_, column)) = elsewhere {
        assignments.fail(set_elsewhere(column));
    }
    let counted = table
        .version
        .map(|version| table.columns[version].name)
        .filter(|version| assignments.assigned().all(|(_, set)| set != *version));
    if let Some(version) = counted {
        assignments.text(", ");
        assignments.push(Piece::Set(alias, version));
        assignments.push(Piece::Of(alias, version));
        assignments.text(" + 1");
    }
}

/// An update of a whole row, by its key.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct UpdateRow<'r, T, E> {
    tenant: T,
    plan: UpdateRowPlan<'r>,
    entity: PhantomData<fn() -> E>,
}

impl<'r, T: Tenant, E: Entity> UpdateRow<'r, T, E> {
    pub(crate) fn new(tenant: T, row: &'r Scoped<T, E>) -> Self {
        Self {
            tenant,
            plan: UpdateRowPlan {
                mixed: mixed(&tenant, row),
                row: &**row,
            },
            entity: PhantomData,
        }
    }
}

/// What remains of an [`UpdateRow`].
pub(crate) struct UpdateRowPlan<'r> {
    row: &'r dyn Bound,
    /// Two tenants met.
    mixed: Option<Error>,
}

impl Plan for UpdateRowPlan<'_> {
    fn operation(&self) -> &'static str {
        "UPDATE"
    }

    fn table(&self) -> &'static TableDef {
        self.row.table()
    }

    fn is_versioned(&self) -> bool {
        self.row.table().version.is_some()
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        settle(self.mixed.as_ref())?;
        self.row.bind_changes(&mut built.params);
        self.row.bind_own_key(&mut built.params);
        let sql = self.row.statements().update;
        built.returning(sql, want);
        Ok(())
    }
}

impl_verbs!(changes: [T, E] Update<T, E>, T, E);
impl_verbs!(changes: ['r, T, E] UpdateRow<'r, T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] Update<T, E>, T);
impl_verbs!(explain: [T, E] UpdateRow<'_, T, E>, T);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Update<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

impl<T: fmt::Debug, E> fmt::Debug for UpdateRow<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateRow")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// The error of two tenants that met in a query.
pub(super) fn mixed<T: Tenant, E>(tenant: &T, row: &Scoped<T, E>) -> Option<Error> {
    check_same(tenant, &row.tenant).err()
}

pub(super) fn settle(mixed: Option<&Error>) -> Result<()> {
    match mixed {
        Some(mixed) => Err(mixed.again()),
        None => Ok(()),
    }
}
