//! Updates: a whole row by its key, or chosen columns of the rows that a condition holds for.

use std::{fmt, marker::PhantomData};

use crate::{
    Error, ErrorKind, Result, Scoped,
    def::TableDef,
    entity::{Bound, Entity},
    expr::{Assignments, Fragment},
    params::Params,
    query::{
        build::{Plan, Text, Want, push_returning},
        find::Key,
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::{Tenant, check_same},
};

/// Which rows an update or delete is for.
#[derive(Debug)]
pub(crate) enum Rows<K> {
    Key(Key<K>),
    Filter(Fragment),
}

impl<K> From<Key<K>> for Rows<K> {
    fn from(key: Key<K>) -> Self {
        Self::Key(key)
    }
}

impl<K> From<Fragment> for Rows<K> {
    fn from(filter: Fragment) -> Self {
        Self::Filter(filter)
    }
}

impl<K> Rows<K> {
    /// Writes ` WHERE …`.
    pub(crate) fn write<'a>(
        &'a self,
        pieces: &mut Vec<Piece>,
        params: &mut Params<'a>,
    ) -> Result<()> {
        pieces.push(Piece::Text(" WHERE "));
        match self {
            Self::Key(key) => key.write(pieces, params),
            Self::Filter(filter) => filter.write(pieces, params)?,
        }
        Ok(())
    }
}

/// An update of chosen columns.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Update<T, E: Entity> {
    tenant: T,
    plan: UpdatePlan<E::Key>,
}

impl<T: Tenant, E: Entity> Update<T, E> {
    pub(crate) fn new(tenant: T, rows: Option<Rows<E::Key>>, assign: impl Assignments<T>) -> Self {
        let mut assignments = Fragment::default();
        assign.write(&tenant, &mut assignments);
        Self {
            tenant,
            plan: UpdatePlan::of::<E>(rows, assignments),
        }
    }
}

/// What remains of an [`Update`].
pub(crate) struct UpdatePlan<K> {
    /// Absent for every row of the table.
    rows: Option<Rows<K>>,
    assignments: Fragment,
    table: &'static TableDef,
    columns: &'static str,
}

impl<K> UpdatePlan<K> {
    fn of<E: Entity<Key = K>>(rows: Option<Rows<K>>, assignments: Fragment) -> Self {
        Self {
            rows,
            assignments,
            table: E::table(),
            columns: E::statements().columns,
        }
    }
}

impl<K: Send + Sync> Plan for UpdatePlan<K> {
    fn operation(&self) -> &'static str {
        "UPDATE"
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        if self.assignments.is_empty() {
            let message = "the update sets no column; return at least one assignment from `set`";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let table = Piece::Table(self.table.name);
        let mut pieces = vec![Piece::Text("UPDATE "), table, Piece::Text(" SET ")];
        self.assignments.write(&mut pieces, params)?;
        if let Some(rows) = &self.rows {
            rows.write(&mut pieces, params)?;
        }
        push_returning(&mut pieces, self.columns, want);
        Ok(Text::dynamic(pieces))
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

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        settle(self.mixed.as_ref())?;
        self.row.bind_changes(params);
        self.row.bind_own_key(params);
        let statements = self.row.statements();
        let sql = if want == Want::Count {
            statements.update
        } else {
            statements.update_returning
        };
        Ok(Text::fixed(sql))
    }
}

impl_verbs!(changes: [T, E] Update<T, E>, T, E);
impl_verbs!(changes: ['r, T, E] UpdateRow<'r, T, E>, T, E);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Update<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("tenant", &self.tenant)
            .field("assignments", &self.plan.assignments)
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
