//! Rows: filtered, ordered, paged, counted, locked. The states `All`, `Filtered`, `Page` and `Locked` say which
//! steps may follow, so that an update or delete without a filter has to be asked for by name, and one of "the
//! first ten" cannot be asked for at all.

use std::{fmt, marker::PhantomData};

use crate::{
    Executor, Result,
    entity::Entity,
    expr::{Assignments, Draft, Orders, Predicate, Selection},
    query::{
        Delete, Update, Values,
        job::{self, Start},
        parts::{Lock, Parts, Wait},
        verbs::impl_verbs,
    },
    row::RowRef,
    tables::{TableRef, Tables},
    tenant::Tenant,
    value::Value,
};

/// A query that nothing narrows.
#[derive(Debug)]
pub enum All {}

/// A query with a condition.
#[derive(Debug)]
pub enum Filtered {}

/// A query with an order, a limit or an offset.
#[derive(Debug)]
pub enum Page {}

/// A query whose rows are locked.
#[derive(Debug)]
pub enum Locked {}

/// The rows of tables `S`, an entity or [`Joined`](crate::query::Joined) ones, in state [`All`],
/// [`Filtered`], [`Page`] or [`Locked`].
#[must_use = "a query does nothing until a verb such as `fetch_all` runs it"]
pub struct Select<T, S, State> {
    pub(crate) tenant: T,
    pub(crate) plan: Parts,
    pub(crate) state: PhantomData<fn() -> (S, State)>,
}

impl<T: Tenant, E: Entity> Select<T, E, All> {
    pub(crate) fn new(tenant: T) -> Self {
        Self {
            tenant,
            plan: Parts::of(TableRef::of::<E>()),
            state: PhantomData,
        }
    }
}

/// A query to which a condition, or a table, can be added.
#[diagnostic::on_unimplemented(
    message = "a condition or a table comes before order, limit, offset and lock",
    label = "too late for this query",
    note = "call `filter` or `join` first"
)]
pub trait Open {}

impl Open for All {}
impl Open for Filtered {}

/// A query whose rows can be updated or deleted.
#[diagnostic::on_unimplemented(
    message = "only rows that a condition selects can be updated or deleted",
    label = "not selected by `filter` alone",
    note = "to change or delete every row of a table, ask for it by name: `update_all` or `delete_all`",
    note = "PostgreSQL has no order, limit or offset for updates and deletes; select the keys first"
)]
pub trait Changeable {}

impl Changeable for Filtered {}

impl<T: Tenant, S: Tables<T>, State> Select<T, S, State> {
    /// Keeps the rows that the condition holds for, and every condition before.
    pub fn filter<P: Predicate<T>>(
        mut self,
        condition: impl FnOnce(S::Columns) -> P,
    ) -> Select<T, S, Filtered>
    where
        State: Open,
    {
        let columns = S::columns(self.tenant, &self.plan.aliases);
        let condition = condition(columns).into_condition().into_draft();
        self.plan.filter(condition.into_fragment(self.tenant));
        Select {
            tenant: self.tenant,
            plan: self.plan,
            state: PhantomData,
        }
    }

    /// Sets columns of the rows.
    ///
    /// In a join, those of the first table, for its rows that the others have a match for.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64, pub label: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
    /// Client1Order::insert(NewOrder { buyer: ada.id, label: "Books".into() }).execute(&db).await?;
    ///
    /// let labelled = Client1Order::all()
    ///     .join(|order| order.buyer)
    ///     .filter(|(_order, buyer)| buyer.name.like("A%"))
    ///     .set(|(order, buyer)| order.label.to(order.label.concat(" for ").concat(buyer.name)))
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(labelled[0].label, "Books for Ada");
    /// # Ok(())
    /// # }
    /// ```
    pub fn set<A: Assignments<T>>(self, assign: impl FnOnce(S::Columns) -> A) -> Update<T, S::First>
    where
        State: Changeable,
    {
        let mut assignments = Draft::new();
        assign(self.columns()).write(&mut assignments);
        let assignments = assignments.into_fragment(self.tenant);
        Update::of_selected(self.tenant, self.plan, assignments)
    }

    /// Deletes the rows; in a join, those of the first table that the others have a match for.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64, pub price: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
    /// Client1Order::insert(NewOrder { buyer: ada.id, price: 5 }).execute(&db).await?;
    ///
    /// let deleted = Client1Order::all()
    ///     .join(|order| order.buyer)
    ///     .filter(|(order, buyer)| order.price.gt(3).and(buyer.name.eq("Ada")))
    ///     .delete();
    /// assert_eq!(deleted.execute(&db).await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(self) -> Delete<T, S::First>
    where
        State: Changeable,
    {
        Delete::of_selected(self.tenant, self.plan)
    }

    /// Orders the rows; a further order breaks the ties of the one before.
    pub fn order_by<O: Orders<T>>(
        mut self,
        order: impl FnOnce(S::Columns) -> O,
    ) -> Select<T, S, Page> {
        let mut by = Draft::default();
        order(S::columns(self.tenant, &self.plan.aliases)).write(&mut by);
        self.plan.order(by.into_fragment(self.tenant));
        Select {
            tenant: self.tenant,
            plan: self.plan,
            state: PhantomData,
        }
    }

    /// At most so many rows.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let new = |name: &str| NewFoo { name: name.into(), email: None };
    /// Client1Foo::insert_many([new("Ada"), new("Bob"), new("Cy")]).execute(&db).await?;
    ///
    /// let second = Client1Foo::all().order_by(|foo| foo.name.asc()).limit(1).offset(1);
    /// assert_eq!(second.fetch_one(&db).await?.name, "Bob");
    /// # Ok(())
    /// # }
    /// ```
    pub fn limit(mut self, rows: u32) -> Select<T, S, Page> {
        self.plan.limit(rows.into());
        self.into_state()
    }

    /// Without the first so many rows.
    pub fn offset(mut self, rows: u32) -> Select<T, S, Page> {
        self.plan.offset(rows.into());
        self.into_state()
    }

    /// Locks the rows as an update does, until the transaction ends.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Job { #[tenant(key, generated)] pub id: i64, pub done: bool }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// Client1Job::insert_many([NewJob { done: false }, NewJob { done: false }]).execute(&db).await?;
    ///
    /// let next = || Client1Job::filter(|job| !job.done).order_by(|job| job.id.asc()).limit(1).for_update();
    /// db.transaction(Client1, async |tx| {
    ///     let mine = next().skip_locked().fetch_one(tx).await?;
    ///     let theirs = next().skip_locked().fetch_one(&db).await?; // on another connection
    ///     assert_eq!((mine.id, theirs.id), (1, 2));
    ///
    ///     let refused = next().no_wait().fetch_one(&db).await.unwrap_err();
    ///     assert_eq!(refused.code().map(|code| code.code()), Some("55P03"));
    ///     Client1Job::find(mine.id).set(|job| job.done.to(true)).execute(tx).await
    /// })
    /// .await?;
    /// assert_eq!(Client1Job::filter(|job| job.done).count(&db).await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn for_update(self) -> Select<T, S, Locked> {
        self.locked(Lock::Update)
    }

    /// Locks the rows against changes, until the transaction ends; others may read and lock them so.
    pub fn for_share(self) -> Select<T, S, Locked> {
        self.locked(Lock::Share)
    }

    /// Selects expressions, or rows, instead of every row as a whole: one, a tuple, or a struct of yours
    /// ([`FromRow`](crate::FromRow)).
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// Client1Foo::insert(NewFoo { name: "Ada".into(), email: None }).execute(&db).await?;
    ///
    /// let (name, email): (String, Option<String>) =
    ///     Client1Foo::all().select(|foo| (foo.name.upper(), foo.email)).fetch_one(&db).await?;
    /// assert_eq!((name.as_str(), email), ("ADA", None));
    /// # Ok(())
    /// # }
    /// ```
    pub fn select<X: Selection<T>>(
        mut self,
        selection: impl FnOnce(S::Columns) -> X,
    ) -> Values<T, S, X::Output> {
        let mut list = Draft::new();
        selection(self.columns()).write(&mut list);
        self.plan.rare().list = Some(list.into_fragment(self.tenant));
        Values::new(self.tenant, self.plan)
    }

    /// Runs the query and returns how many rows it has.
    ///
    /// # Errors
    ///
    /// As `fetch_optional`.
    pub async fn count(mut self, executor: &dyn Executor<T>) -> Result<u64> {
        self.plan.count();
        let count: i64 = scalar(self.tenant, self.plan, executor).await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Runs the query and returns whether it has any row.
    ///
    /// # Errors
    ///
    /// As `fetch_optional`.
    pub async fn exists(mut self, executor: &dyn Executor<T>) -> Result<bool> {
        self.plan.exists();
        scalar(self.tenant, self.plan, executor).await
    }

    pub(crate) fn columns(&self) -> S::Columns {
        S::columns(self.tenant, &self.plan.aliases)
    }

    pub(crate) fn into_state<Next>(self) -> Select<T, S, Next> {
        Select {
            tenant: self.tenant,
            plan: self.plan,
            state: PhantomData,
        }
    }

    fn locked(mut self, lock: Lock) -> Select<T, S, Locked> {
        self.plan.rare().lock = Some(lock);
        self.into_state()
    }
}

impl<T: Tenant, S: Tables<T>> Select<T, S, Locked> {
    /// Passes over rows that someone else has locked.
    pub fn skip_locked(mut self) -> Select<T, S, Page> {
        self.plan.rare().wait = Wait::Skip;
        self.into_state()
    }

    /// Fails where someone else has locked a row (SQLSTATE 55P03), instead of waiting.
    pub fn no_wait(mut self) -> Select<T, S, Page> {
        self.plan.rare().wait = Wait::Fail;
        self.into_state()
    }
}

/// Runs a query of one value.
pub(super) async fn scalar<T: Tenant, V: Value>(
    tenant: T,
    plan: Parts,
    executor: &dyn Executor<T>,
) -> Result<V> {
    let start = Start::with(executor, tenant, super::build::Want::First);
    job::one(plan, start, |row: RowRef<'_>| V::decode(row, 0)).await
}

impl_verbs!(rows: [T, E, State] Select<T, E, State>, T, E);
impl_verbs!(explain: [T, S, State] Select<T, S, State>, T);

impl<T: fmt::Debug, S, State> fmt::Debug for Select<T, S, State> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Select")
            .field("tenant", &self.tenant)
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}
