//! Updates: a whole row by its key, or chosen columns of the rows that a condition holds for.

use std::fmt;

use crate::{
    Error, ErrorKind, Result, Scoped,
    entity::Entity,
    expr::{Assignments, Fragment},
    params::Params,
    query::{
        build::{Build, Text, Want, push_returning},
        find::Key,
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::{Tenant, check_same},
};

/// Which rows an update or delete is for.
#[derive(Debug)]
pub(crate) enum Rows<E: Entity> {
    Key(Key<E>),
    Filter(Fragment),
}

impl<E: Entity> From<Key<E>> for Rows<E> {
    fn from(key: Key<E>) -> Self {
        Self::Key(key)
    }
}

impl<E: Entity> From<Fragment> for Rows<E> {
    fn from(filter: Fragment) -> Self {
        Self::Filter(filter)
    }
}

impl<E: Entity> Rows<E> {
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
    /// Absent for every row of the table.
    rows: Option<Rows<E>>,
    assignments: Fragment,
}

impl<T: Tenant, E: Entity> Update<T, E> {
    pub(crate) fn new(tenant: T, rows: Option<Rows<E>>, assign: impl Assignments<T>) -> Self {
        let mut assignments = Fragment::default();
        assign.write(&tenant, &mut assignments);
        Self {
            tenant,
            rows,
            assignments,
        }
    }
}

impl<T: Tenant, E: Entity> Build for Update<T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "UPDATE";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        if self.assignments.is_empty() {
            let message = "the update sets no column; return at least one assignment from `set`";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let table = Piece::Table(E::table().name);
        let mut pieces = vec![Piece::Text("UPDATE "), table, Piece::Text(" SET ")];
        self.assignments.write(&mut pieces, params)?;
        if let Some(rows) = &self.rows {
            rows.write(&mut pieces, params)?;
        }
        push_returning::<E>(&mut pieces, want);
        Ok(Text::dynamic(pieces))
    }
}

/// An update of a whole row, by its key.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct UpdateRow<'r, T, E> {
    tenant: T,
    row: &'r Scoped<T, E>,
}

impl<'r, T: Tenant, E: Entity> UpdateRow<'r, T, E> {
    pub(crate) fn new(tenant: T, row: &'r Scoped<T, E>) -> Self {
        Self { tenant, row }
    }
}

impl<T: Tenant, E: Entity> Build for UpdateRow<'_, T, E> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "UPDATE";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        check_same(&self.tenant, &Scoped::tenant(self.row))?;
        self.row.bind_changes(params);
        self.row.bind_own_key(params);
        let statements = E::statements();
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
            .field("assignments", &self.assignments)
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
