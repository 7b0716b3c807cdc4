//! Many rows: filtered, ordered, paged, counted. The states `All`, `Filtered` and `Page` say
//! which steps may follow, so that an update or delete without a filter has to be asked for by
//! name, and one of "the first ten" cannot be asked for at all.

use std::{fmt, marker::PhantomData};

use tokio_postgres::Row;

use crate::{
    Executor, Result,
    def::TableDef,
    entity::Entity,
    expr::{Assignments, Expr, Fragment, Orders, Predicate},
    params::Params,
    query::{
        Delete, Update,
        build::{Plan, Text, Want},
        job::{self, Job},
        verbs::impl_verbs,
    },
    sql::Piece,
    tenant::Tenant,
    value::Value,
};

/// State of a [`Select`] without a condition.
#[derive(Debug)]
pub enum All {}

/// State of a [`Select`] with a condition.
#[derive(Debug)]
pub enum Filtered {}

/// State of a [`Select`] with an order, a limit or an offset.
#[derive(Debug)]
pub enum Page {}

/// Rows of a table.
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
/// # let new = |name: &str| NewFoo { name: name.into(), email: None };
/// Client1Foo::insert_many([new("Ada"), new("Bob"), new("Cleo")]).execute(&db).await?;
///
/// let second = Client1Foo::all().order_by(|foo| foo.name.desc()).offset(1).limit(1);
/// assert_eq!(second.fetch_all(&db).await?[0].name, "Bob");
/// assert!(Client1Foo::filter(|foo| foo.name.eq("Ada")).exists(&db).await?);
/// let deleted = Client1Foo::filter(|foo| foo.name.ne("Ada")).delete().fetch_all(&db).await?;
/// assert_eq!(deleted.len(), 2);
/// # Ok(())
/// # }
/// ```
#[must_use = "a query does nothing until a verb such as `fetch_all` runs it"]
pub struct Select<T, E, State> {
    tenant: T,
    plan: SelectPlan,
    state: PhantomData<fn() -> (E, State)>,
}

/// What remains of a [`Select`].
pub(crate) struct SelectPlan {
    filter: Fragment,
    order: Fragment,
    limit: Option<i64>,
    offset: Option<i64>,
    table: &'static TableDef,
    columns: &'static str,
}

impl<T: Tenant, E: Entity> Select<T, E, All> {
    pub(crate) fn new(tenant: T) -> Self {
        Self {
            tenant,
            plan: SelectPlan::new(E::table(), E::statements().columns),
            state: PhantomData,
        }
    }

    /// Only the rows for which the condition holds.
    pub fn filter<P: Predicate<T>>(
        self,
        condition: impl FnOnce(E::Columns<T>) -> P,
    ) -> Select<T, E, Filtered> {
        Self::filtered(self.tenant, condition(E::columns(self.tenant)).into_expr())
    }

    pub(crate) fn filtered(tenant: T, condition: Expr<T>) -> Select<T, E, Filtered> {
        let filter = condition.into_fragment(&tenant);
        Select {
            tenant,
            plan: SelectPlan::filtered(E::table(), E::statements().columns, filter),
            state: PhantomData,
        }
    }
}

impl SelectPlan {
    fn new(table: &'static TableDef, columns: &'static str) -> Self {
        Self::filtered(table, columns, Fragment::default())
    }

    fn filtered(table: &'static TableDef, columns: &'static str, filter: Fragment) -> Self {
        Self {
            filter,
            order: Fragment::default(),
            limit: None,
            offset: None,
            table,
            columns,
        }
    }
}

impl<T: Tenant, E: Entity> Select<T, E, Filtered> {
    /// Only the rows for which this condition holds as well.
    pub fn filter<P: Predicate<T>>(mut self, condition: impl FnOnce(E::Columns<T>) -> P) -> Self {
        let earlier = Expr::new(self.tenant, self.plan.filter);
        let both = earlier.and(condition(E::columns(self.tenant)));
        self.plan.filter = both.into_fragment(&self.tenant);
        self
    }
}

/// A state in which rows can be changed: only those that a condition selects.
#[diagnostic::on_unimplemented(
    message = "only rows that a condition selects can be updated or deleted",
    label = "not selected by `filter` alone",
    note = "to change or delete every row of a table, ask for it by name: `update_all` or `delete_all`",
    note = "PostgreSQL has no order, limit or offset for updates and deletes; select the keys first"
)]
pub trait Changeable {}

impl Changeable for Filtered {}

impl<T: Tenant, E: Entity, State> Select<T, E, State> {
    /// Sets columns of these rows.
    pub fn set<A: Assignments<T>>(self, assign: impl FnOnce(E::Columns<T>) -> A) -> Update<T, E>
    where
        State: Changeable,
    {
        Update::new(
            self.tenant,
            Some(self.plan.filter.into()),
            assign(E::columns(self.tenant)),
        )
    }

    /// Deletes these rows.
    pub fn delete(self) -> Delete<T, E>
    where
        State: Changeable,
    {
        Delete::new(self.tenant, Some(self.plan.filter.into()))
    }

    /// The order of the rows; after earlier orders, if there are any.
    pub fn order_by<O: Orders<T>>(
        mut self,
        order: impl FnOnce(E::Columns<T>) -> O,
    ) -> Select<T, E, Page> {
        order(E::columns(self.tenant)).write(&self.tenant, &mut self.plan.order);
        self.into_page()
    }

    /// At most this many rows.
    pub fn limit(mut self, rows: u32) -> Select<T, E, Page> {
        self.plan.limit = Some(rows.into());
        self.into_page()
    }

    /// Not the first of these rows.
    pub fn offset(mut self, rows: u32) -> Select<T, E, Page> {
        self.plan.offset = Some(rows.into());
        self.into_page()
    }

    fn into_page(self) -> Select<T, E, Page> {
        Select {
            tenant: self.tenant,
            plan: self.plan,
            state: PhantomData,
        }
    }

    /// The number of these rows.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met in the
    /// statement, and any error of the server.
    pub async fn count(self, executor: &dyn Executor<T>) -> Result<u64> {
        let count: i64 = self
            .scalar("SELECT count(*) FROM (SELECT", ") AS page", executor)
            .await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Whether there is any such row.
    ///
    /// # Errors
    ///
    /// As [`Select::count`].
    pub async fn exists(self, executor: &dyn Executor<T>) -> Result<bool> {
        self.scalar("SELECT EXISTS (SELECT", ")", executor).await
    }

    /// Runs a statement around the rows that returns one value.
    async fn scalar<V: Value>(
        self,
        head: &'static str,
        tail: &'static str,
        executor: &dyn Executor<T>,
    ) -> Result<V> {
        let start = job::Start::with(executor, self.tenant, Want::First);
        let plan = Scalar {
            head,
            tail,
            select: self.plan,
        };
        let mut value = None;
        let mut visit = |row: &Row| {
            value = Some(V::decode(row, 0)?);
            Ok(())
        };
        let mut job = Job {
            plan: &plan,
            start: &start,
            visit: &mut visit,
        };
        job::run(&mut job).await?;
        Ok(value.expect("an aggregate without GROUP BY is one row"))
    }
}

impl SelectPlan {
    /// Writes everything behind `FROM`.
    fn write_rest<'a>(
        &'a self,
        pieces: &mut Vec<Piece>,
        params: &mut Params<'a>,
        limit: Option<&'a i64>,
    ) -> Result<()> {
        pieces.push(Piece::Table(self.table.name));
        if !self.filter.is_empty() {
            pieces.push(Piece::Text(" WHERE "));
            self.filter.write(pieces, params)?;
        }
        if !self.order.is_empty() {
            pieces.push(Piece::Text(" ORDER BY "));
            self.order.write(pieces, params)?;
        }
        for (keyword, rows) in [(" LIMIT ", limit), (" OFFSET ", self.offset.as_ref())] {
            if let Some(rows) = rows {
                pieces.push(Piece::Text(keyword));
                pieces.push(Piece::Param);
                params.push(rows);
            }
        }
        Ok(())
    }
}

impl Plan for SelectPlan {
    fn operation(&self) -> &'static str {
        "SELECT"
    }

    fn table(&self) -> &'static TableDef {
        self.table
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        let columns = Piece::Text(self.columns);
        let mut pieces = vec![Piece::Text("SELECT "), columns, Piece::Text(" FROM ")];
        let limit = match want {
            Want::First if self.limit == Some(0) => Some(&0),
            Want::First => Some(&1),
            Want::Rows | Want::Count => self.limit.as_ref(),
        };
        self.write_rest(&mut pieces, params, limit)?;
        Ok(Text::dynamic(pieces))
    }
}

/// A statement around the rows that returns one value.
struct Scalar {
    head: &'static str,
    tail: &'static str,
    select: SelectPlan,
}

impl Plan for Scalar {
    fn operation(&self) -> &'static str {
        "SELECT"
    }

    fn table(&self) -> &'static TableDef {
        self.select.table
    }

    fn build<'a>(&'a self, _: Want, params: &mut Params<'a>) -> Result<Text> {
        let mut pieces = vec![Piece::Text(self.head), Piece::Text(" FROM ")];
        self.select
            .write_rest(&mut pieces, params, self.select.limit.as_ref())?;
        pieces.push(Piece::Text(self.tail));
        Ok(Text::dynamic(pieces))
    }
}

impl_verbs!(rows: [T, E, State] Select<T, E, State>, T, E);

impl<T: fmt::Debug, E, State> fmt::Debug for Select<T, E, State> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Select")
            .field("tenant", &self.tenant)
            .field("filter", &self.plan.filter)
            .field("order", &self.plan.order)
            .field("limit", &self.plan.limit)
            .field("offset", &self.plan.offset)
            .finish_non_exhaustive()
    }
}
