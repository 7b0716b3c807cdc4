//! Windows: what a row's aggregate is taken over, where that is not a group.

use crate::{
    expr::{Aggregate, Draft, Expr, Expression, NotNull, Orders, Selection},
    tenant::Tenant,
    value::Value,
};

/// The rows that belong to each row.
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
/// use tenant::expr::{Window, row_number};
///
/// let sale = |city: &str, price| NewSale { city: city.into(), price };
/// Client1Sale::insert_many([sale("Rome", 3), sale("Rome", 5), sale("Oslo", 4)]).execute(&db).await?;
///
/// let ranked: Vec<(i64, i64, Option<i64>)> = Client1Sale::all()
///     .select(|sale| {
///         let by_city = || Window::new().partition_by(sale.city);
///         (
///             sale.id,
///             row_number().over(by_city().order_by(sale.price.desc())),
///             sale.price.sum().over(by_city()),
///         )
///     })
///     .order_by(|sale| sale.id.asc())
///     .fetch_all(&db)
///     .await?;
/// assert_eq!(ranked, [(1, 2, Some(8)), (2, 1, Some(8)), (3, 1, Some(4))]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a window does nothing until an aggregate is taken over it"]
pub struct Window<T> {
    partition: Draft<T>,
    order: Draft<T>,
    frame: &'static str,
}

impl<T: Tenant> Window<T> {
    /// Of all rows.
    #[expect(clippy::new_without_default, reason = "a window has no usual form")]
    pub fn new() -> Self {
        Self {
            partition: Draft::default(),
            order: Draft::default(),
            frame: "",
        }
    }

    /// Of the rows with the same values.
    pub fn partition_by(mut self, by: impl Selection<T>) -> Self {
        by.write(&mut self.partition);
        self
    }

    /// In an order: then the window ends with the row itself and its peers.
    pub fn order_by(mut self, order: impl Orders<T>) -> Self {
        order.write(&mut self.order);
        self
    }

    /// From the first row of the window to the row itself, without its peers.
    pub fn rows_to_here(mut self) -> Self {
        self.frame = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
        self
    }

    /// Every row of the window, whatever the order.
    pub fn all_rows(mut self) -> Self {
        self.frame = " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
        self
    }

    pub(super) fn write(self, whole: &mut Draft<T>) {
        for (word, list) in [
            ("PARTITION BY ", self.partition),
            (" ORDER BY ", self.order),
        ] {
            if !list.is_empty() {
                whole.text(word);
                whole.absorb(list);
            }
        }
        whole.text(self.frame);
    }
}

/// The number of the row in its window, from 1.
pub fn row_number<T: Tenant>() -> Aggregate<T, i64> {
    Aggregate::new(Expr::constant("row_number()"))
}

/// The number of the row's first peer in its window, from 1; with gaps.
pub fn rank<T: Tenant>() -> Aggregate<T, i64> {
    Aggregate::new(Expr::constant("rank()"))
}

/// The number of the row's group of peers in its window, from 1; without gaps.
pub fn dense_rank<T: Tenant>() -> Aggregate<T, i64> {
    Aggregate::new(Expr::constant("dense_rank()"))
}

/// Values of other rows of the window; [`Aggregate::over`] says which window.
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
/// use tenant::expr::{Window, dense_rank};
///
/// let sale = |city: &str, price| NewSale { city: city.into(), price };
/// Client1Sale::insert_many([sale("Rome", 3), sale("Oslo", 4), sale("Rome", 4)]).execute(&db).await?;
///
/// let rows: Vec<(i64, Option<i64>, i64)> = Client1Sale::all()
///     .select(|sale| {
///         let in_order = || Window::new().order_by(sale.price.asc());
///         (
///             dense_rank().over(in_order()),
///             sale.price.lag(1).over(in_order()),
///             sale.price.last_value().over(in_order().all_rows()),
///         )
///     })
///     .order_by(|sale| (sale.price.asc(), sale.id.asc()))
///     .fetch_all(&db)
///     .await?;
/// assert_eq!(rows, [(1, None, 4), (2, Some(3), 4), (2, Some(4), 4)]);
/// # Ok(())
/// # }
/// ```
pub trait WindowExpression: Expression {
    /// The value so many rows before, if there is such a row.
    fn lag(self, rows: i32) -> Aggregate<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        Aggregate::new(self.into_expr().call_with("lag(", rows))
    }

    /// The value so many rows after, if there is such a row.
    fn lead(self, rows: i32) -> Aggregate<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        Aggregate::new(self.into_expr().call_with("lead(", rows))
    }

    /// The value of the first row.
    fn first_value(self) -> Aggregate<Self::Tenant, Self::Value> {
        Aggregate::new(self.into_expr().call("first_value("))
    }

    /// The value of the last row.
    fn last_value(self) -> Aggregate<Self::Tenant, Self::Value> {
        Aggregate::new(self.into_expr().call("last_value("))
    }
}

impl<X: Expression> WindowExpression for X {}
