//! A text with its values, and the same for one tenant.

use std::fmt;

use super::text::{TextOf, Written};
use crate::{
    Result,
    def::TableDef,
    home::Here,
    params::Param,
    query::build::{Built, Plan, Want},
    set::TenantSet,
    tenant::{MemberOf, Tenant},
};

/// A statement that was written as text, with its values; made by `sql!`.
///
/// `H` is where it is at home: a tenant set, or [`Shared`](crate::Shared) or
/// [`Fixed`](crate::Fixed) if its tables live once.
#[must_use = "a statement does nothing until a verb such as `fetch_all` runs it for a tenant: `.of(tenant)`"]
pub struct Statement<'q, H: 'static> {
    #[doc(hidden)]
    pub text: &'static TextOf<H>,
    #[doc(hidden)]
    pub values: &'q [&'q dyn Param],
}

impl<'q, H: 'static> Statement<'q, H> {
    /// The statement for one tenant: a marker, a value of the set, a [`Schema`](crate::Schema); or
    /// `Shared::INSTANCE` if all of its tables are shared.
    pub fn of<T: MemberOf<H>>(self, tenant: T) -> StatementOf<'q, T> {
        StatementOf {
            tenant,
            plan: WrittenPlan {
                written: &self.text.written,
                values: self.values,
            },
        }
    }
}

impl<'q, S: TenantSet> Statement<'q, S> {
    /// The statement for the one tenant that the process serves; see
    /// [`Route::fixed`](crate::Route::fixed).
    pub fn here(self) -> StatementOf<'q, Here<S>> {
        self.of(Here::INSTANCE)
    }
}

impl<H> Clone for Statement<'_, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Statement<'_, H> {}

impl<H> fmt::Debug for Statement<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Statement")
            .field(&self.text.written)
            .finish()
    }
}

/// A statement of one tenant that was written as text.
#[must_use = "a statement does nothing until a verb such as `fetch_all` runs it"]
#[derive(Clone, Copy)]
pub struct StatementOf<'q, T> {
    pub(super) tenant: T,
    pub(super) plan: WrittenPlan<'q>,
}

impl<T: fmt::Debug> fmt::Debug for StatementOf<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatementOf")
            .field("tenant", &self.tenant)
            .field("written", &self.plan.written)
            .finish()
    }
}

/// What remains of a [`StatementOf`].
#[derive(Clone, Copy)]
pub(super) struct WrittenPlan<'q> {
    written: &'static Written,
    values: &'q [&'q dyn Param],
}

impl Plan for WrittenPlan<'_> {
    fn operation(&self) -> &'static str {
        self.written.operation
    }

    fn table(&self) -> &'static TableDef {
        (self.written.table)()
    }

    fn is_qualified(&self) -> bool {
        self.written.qualified
    }

    fn build<'a>(&'a self, _: Want, built: &mut Built<'a>) -> Result<()> {
        for value in self.values {
            built.params.push(*value);
            built.identifier.param(value.sql_type().oid());
        }
        built.fixed(self.written.pieces());
        Ok(())
    }
}

/// What `sql!` expands to where the text has errors, so that no others follow from them.
#[derive(Debug)]
pub struct Broken;

impl Broken {
    /// Never called: the program does not compile.
    ///
    /// # Panics
    ///
    /// Always.
    pub fn of<T: Tenant>(self, _: T) -> StatementOf<'static, T> {
        unreachable!("the text has errors")
    }
}
