//! Many rows: filtered, ordered, paged, counted. The states `All`, `Filtered` and `Page` say
//! which steps may follow, so that an update or delete without a filter has to be asked for by
//! name, and one of "the first ten" cannot be asked for at all.

use std::{fmt, marker::PhantomData};

use crate::{
    Executor, Result,
    entity::Entity,
    executor::Line,
    expr::{Assignments, Expr, Fragment, Orders, Predicate},
    params::Params,
    query::{
        Delete, Update,
        build::{Build, Text, Want},
        verbs::impl_verbs,
    },
    run,
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
#[must_use = "a query does nothing until a verb such as `fetch_all` runs it"]
pub struct Select<T, E, State> {
    tenant: T,
    filter: Fragment,
    order: Fragment,
    limit: Option<i64>,
    offset: Option<i64>,
    state: PhantomData<fn() -> (E, State)>,
}

impl<T: Tenant, E: Entity> Select<T, E, All> {
    pub(crate) fn new(tenant: T) -> Self {
        Self {
            tenant,
            filter: Fragment::default(),
            order: Fragment::default(),
            limit: None,
            offset: None,
            state: PhantomData,
        }
    }

    /// Only the rows for which the condition holds.
    pub fn filter<P: Predicate<T>>(
        self,
        condition: impl FnOnce(E::Columns<T>) -> P,
    ) -> Select<T, E, Filtered> {
        let condition = condition(E::columns(self.tenant)).into_expr();
        let filter = condition.into_fragment(&self.tenant);
        Select {
            filter,
            ..self.into_state()
        }
    }
}

impl<T: Tenant, E: Entity> Select<T, E, Filtered> {
    /// Only the rows for which this condition holds as well.
    pub fn filter<P: Predicate<T>>(self, condition: impl FnOnce(E::Columns<T>) -> P) -> Self {
        let earlier = Expr::new(self.tenant, self.filter);
        let both = earlier.and(condition(E::columns(self.tenant)));
        Self {
            filter: both.into_fragment(&self.tenant),
            ..Select::new(self.tenant).into_state()
        }
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
            Some(self.filter.into()),
            assign(E::columns(self.tenant)),
        )
    }

    /// Deletes these rows.
    pub fn delete(self) -> Delete<T, E>
    where
        State: Changeable,
    {
        Delete::new(self.tenant, Some(self.filter.into()))
    }

    /// The order of the rows; after earlier orders, if there are any.
    pub fn order_by<O: Orders<T>>(
        mut self,
        order: impl FnOnce(E::Columns<T>) -> O,
    ) -> Select<T, E, Page> {
        order(E::columns(self.tenant)).write(&self.tenant, &mut self.order);
        self.into_state()
    }

    /// At most this many rows.
    pub fn limit(mut self, rows: u32) -> Select<T, E, Page> {
        self.limit = Some(rows.into());
        self.into_state()
    }

    /// Not the first of these rows.
    pub fn offset(mut self, rows: u32) -> Select<T, E, Page> {
        self.offset = Some(rows.into());
        self.into_state()
    }

    fn into_state<Next>(self) -> Select<T, E, Next> {
        let Self {
            tenant,
            filter,
            order,
            limit,
            offset,
            ..
        } = self;
        Select {
            tenant,
            filter,
            order,
            limit,
            offset,
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
        let lease = executor.lease(&self.tenant)?;
        let mut pieces = vec![Piece::Text(head), Piece::Text(" FROM ")];
        let mut params = Params::new();
        self.write_rest(&mut pieces, &mut params, self.limit.as_ref())?;
        pieces.push(Piece::Text(tail));
        let text = Text::dynamic(pieces);
        let line = match lease.into_line() {
            Ok(line) => line,
            Err(pool) => Line::from_pool(pool).await?,
        };
        let row = run::first_row(line.held(), &text.call(&self, &params)).await?;
        V::decode(&row.expect("an aggregate without GROUP BY is one row"), 0)
    }

    /// Writes everything behind `FROM`.
    fn write_rest<'a>(
        &'a self,
        pieces: &mut Vec<Piece>,
        params: &mut Params<'a>,
        limit: Option<&'a i64>,
    ) -> Result<()> {
        pieces.push(Piece::Table(E::table().name));
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

impl<T: Tenant, E: Entity, State> Build for Select<T, E, State> {
    type Tenant = T;
    type Entity = E;
    const OPERATION: &'static str = "SELECT";

    fn tenant(&self) -> &T {
        &self.tenant
    }

    fn build<'a>(&'a self, want: Want, params: &mut Params<'a>) -> Result<Text> {
        let columns = Piece::Text(E::statements().columns);
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

impl_verbs!(rows: [T, E, State] Select<T, E, State>, T, E);

impl<T: fmt::Debug, E, State> fmt::Debug for Select<T, E, State> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Select")
            .field("tenant", &self.tenant)
            .field("filter", &self.filter)
            .field("order", &self.order)
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
