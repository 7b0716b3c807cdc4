//! What is selected instead of whole rows: grouped, with conditions on groups, without what is equal.

use std::{fmt, marker::PhantomData};

use crate::{
    Executor, Result,
    expr::{Draft, Orders, Predicate, Selection},
    query::{
        parts::{Distinct, Parts},
        select::scalar,
        verbs::impl_verbs,
    },
    tables::Tables,
    tenant::Tenant,
};

/// What was selected from tables `S` of tenant `T`; each row is an `R`.
#[must_use = "a query does nothing until a verb such as `fetch_all` runs it"]
pub struct Values<T, S, R> {
    pub(crate) tenant: T,
    pub(crate) plan: Parts,
    what: PhantomData<fn() -> (S, R)>,
}

impl<T: Tenant, S, R> Values<T, S, R> {
    pub(crate) fn new(tenant: T, plan: Parts) -> Self {
        Self {
            tenant,
            plan,
            what: PhantomData,
        }
    }
}

impl<T: Tenant, S: Tables<T>, R> Values<T, S, R> {
    /// One row for each group of rows with the same values of these, which may be expressions. Everything else that is selected
    /// has to be an aggregate, or to follow from them (SQLSTATE 42803).
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Sale { #[tenant(key, generated)] pub id: i64, pub city: String, pub price: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// use tenant::expr::count;
    ///
    /// let sale = |city: &str, price| NewSale { city: city.into(), price };
    /// Client1Sale::insert_many([sale("Rome", 3), sale("Rome", 5), sale("Oslo", 4)]).execute(&db).await?;
    ///
    /// let busy: Vec<(String, i64, i64)> = Client1Sale::all()
    ///     .select(|sale| (sale.city, count(), count().filter(sale.price.gt(3))))
    ///     .group_by(|sale| sale.city)
    ///     .having(|_| count().gt(1))
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(busy, [("Rome".to_owned(), 2, 1)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn group_by<X: Selection<T>>(mut self, by: impl FnOnce(S::Columns) -> X) -> Self {
        let further = self.written(|columns, list| by(columns).write(list));
        let group = &mut self.plan.rare().group;
        if !group.is_empty() && !further.is_empty() {
            group.text(", ");
        }
        group.append(further);
        self
    }

    /// The groups only that the condition holds for, and every condition on them before.
    pub fn having<P: Predicate<T>>(mut self, condition: impl FnOnce(S::Columns) -> P) -> Self {
        let condition = condition(self.columns()).into_condition().into_draft();
        self.plan.having(condition.into_fragment(self.tenant));
        self
    }

    /// Without rows that equal another.
    pub fn distinct(mut self) -> Self {
        self.plan.rare().distinct = Distinct::All;
        self
    }

    /// The first of the rows only that are equal in these. An order has to begin with them
    /// (SQLSTATE 42P10).
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Sale { #[tenant(key, generated)] pub id: i64, pub city: String, pub price: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let sale = |city: &str, price| NewSale { city: city.into(), price };
    /// Client1Sale::insert_many([sale("Rome", 3), sale("Rome", 5), sale("Oslo", 4)]).execute(&db).await?;
    ///
    /// let cities = Client1Sale::all().select(|sale| sale.city).distinct();
    /// assert_eq!(cities.count(&db).await?, 2);
    ///
    /// let dearest: Vec<(String, i64)> = Client1Sale::all()
    ///     .select(|sale| (sale.city, sale.price))
    ///     .distinct_on(|sale| sale.city)
    ///     .order_by(|sale| (sale.city.asc(), sale.price.desc()))
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(dearest, [("Oslo".to_owned(), 4), ("Rome".to_owned(), 5)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn distinct_on<X: Selection<T>>(mut self, on: impl FnOnce(S::Columns) -> X) -> Self {
        let list = self.written(|columns, list| on(columns).write(list));
        self.plan.rare().distinct = Distinct::On(list);
        self
    }

    /// Orders the rows; a further order breaks the ties of the one before.
    pub fn order_by<O: Orders<T>>(mut self, order: impl FnOnce(S::Columns) -> O) -> Self {
        let by = self.written(|columns, list| order(columns).write(list));
        self.plan.order(by);
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u32) -> Self {
        self.plan.limit(rows.into());
        self
    }

    /// Without the first so many rows.
    pub fn offset(mut self, rows: u32) -> Self {
        self.plan.offset(rows.into());
        self
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

    fn written(&self, write: impl FnOnce(S::Columns, &mut Draft<T>)) -> crate::expr::Fragment {
        let mut list = Draft::default();
        write(self.columns(), &mut list);
        list.into_fragment(self.tenant)
    }

    fn columns(&self) -> S::Columns {
        S::columns(self.tenant, &self.plan.aliases)
    }
}

impl_verbs!(values: [T, S, R] Values<T, S, R>, T, R);
impl_verbs!(explain: [T, S, R] Values<T, S, R>, T);

impl<T: fmt::Debug, S, R> fmt::Debug for Values<T, S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Values")
            .field("tenant", &self.tenant)
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}
