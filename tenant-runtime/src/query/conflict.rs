//! Upserts: an insert that says what happens where a row with the same unique value is there.

use std::{fmt, marker::PhantomData};

use crate::{
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Assignments, Draft, Fragment, Inner, Predicate},
    query::{
        insert::{InsertPlan, Tail},
        update::check,
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
};

/// A unique constraint of entity `E`, by which an upsert finds a row that is there; see
/// [`Insert::on_conflict`](crate::query::Insert::on_conflict).
#[derive(Debug)]
pub struct Unique<E> {
    columns: &'static [usize],
    entity: PhantomData<fn() -> E>,
}

impl<E> Unique<E> {
    #[doc(hidden)]
    pub const fn new(columns: &'static [usize]) -> Self {
        Self {
            columns,
            entity: PhantomData,
        }
    }
}

/// An insert that may meet a row with the same unique value; what happens then is still to be said.
#[must_use = "say what happens to the row that is there: `do_nothing` or `do_update`"]
pub struct Conflict<T, E: Entity> {
    tenant: T,
    plan: InsertPlan<E::New>,
    alias: Alias,
    /// `ON CONFLICT (…)`.
    target: Fragment,
}

/// An insert that knows what to do about a row that is there.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct Upsert<T, E: Entity> {
    pub(super) tenant: T,
    pub(super) plan: InsertPlan<E::New>,
}

impl<T: Tenant, E: Entity> Conflict<T, E> {
    pub(super) fn new(tenant: T, plan: InsertPlan<E::New>, unique: &Unique<E>) -> Self {
        let table: &'static TableDef = E::table();
        let mut target = Fragment::new();
        target.text(" ON CONFLICT (");
        for (position, column) in unique.columns.iter().enumerate() {
            if position > 0 {
                target.text(", ");
            }
            target.push(Piece::Column(table.columns[*column].name));
        }
        target.text(")");
        Self {
            tenant,
            plan,
            alias: Alias::fresh(),
            target,
        }
    }

    /// Leaves the row that is there as it is. It is not returned, nor counted.
    pub fn do_nothing(mut self) -> Upsert<T, E> {
        self.target.text(" DO NOTHING");
        self.done()
    }

    /// Sets columns of the row that is there. The closure receives its columns, and those of the row
    /// that could not be inserted.
    pub fn do_update<A: Assignments<T>>(
        self,
        assign: impl FnOnce(E::Columns<T, Inner>, E::Columns<T, Inner>) -> A,
    ) -> Upsert<T, E> {
        self.updating(assign, |_, _| None::<crate::expr::Expr<T, bool>>)
    }

    /// The same, where the condition holds; where not, the row stays, is not returned, nor counted.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Page { #[tenant(key)] pub url: String, pub title: String, pub version: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let page = |title: &str, version| Page { url: "/home".into(), title: title.into(), version };
    /// let newer = |page| {
    ///     Client1Page::insert(page)
    ///         .on_conflict(|unique| unique.url)
    ///         .do_update_if(
    ///             |there, new| there.version.lt(new.version),
    ///             |there, new| (there.title.to(new.title), there.version.to(new.version)),
    ///         )
    /// };
    /// assert_eq!(newer(page("Second", 2)).execute(&db).await?, 1);
    /// assert_eq!(newer(page("First", 1)).execute(&db).await?, 0);
    /// assert_eq!(Client1Page::find("/home".into()).fetch_one(&db).await?.title, "Second");
    /// # Ok(())
    /// # }
    /// ```
    pub fn do_update_if<A: Assignments<T>, P: Predicate<T>>(
        self,
        condition: impl FnOnce(E::Columns<T, Inner>, E::Columns<T, Inner>) -> P,
        assign: impl FnOnce(E::Columns<T, Inner>, E::Columns<T, Inner>) -> A,
    ) -> Upsert<T, E> {
        self.updating(assign, |there, new| Some(condition(there, new)))
    }

    fn updating<A: Assignments<T>, P: Predicate<T>>(
        mut self,
        assign: impl FnOnce(E::Columns<T, Inner>, E::Columns<T, Inner>) -> A,
        condition: impl FnOnce(E::Columns<T, Inner>, E::Columns<T, Inner>) -> Option<P>,
    ) -> Upsert<T, E> {
        let there = || E::columns(self.tenant, self.alias);
        let new = || E::columns(self.tenant, Alias::EXCLUDED);
        let mut assignments = Draft::new();
        assign(there(), new()).write(&mut assignments);
        let mut update = Fragment::new();
        // Both rows have the same columns, so that each needs a name; this one has it already.
        update.push(Piece::As(Alias::EXCLUDED));
        update.text(" DO UPDATE SET ");
        let mut assignments = assignments.into_fragment(self.tenant);
        check(E::table(), self.alias, &mut assignments);
        update.append(assignments);
        if let Some(condition) = condition(there(), new()) {
            let condition = condition.into_condition().into_draft();
            update.text(" WHERE ");
            update.append(condition.into_fragment(self.tenant));
        }
        self.target.append(update);
        self.done()
    }

    fn done(self) -> Upsert<T, E> {
        let tail = Tail::of::<E>(self.alias, self.target);
        Upsert {
            tenant: self.tenant,
            plan: self.plan.with_tail(tail),
        }
    }
}

impl_verbs!(changes: [T, E] Upsert<T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] Upsert<T, E>, T);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Conflict<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conflict")
            .field("tenant", &self.tenant)
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

impl<T: fmt::Debug, E: Entity> fmt::Debug for Upsert<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upsert")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
