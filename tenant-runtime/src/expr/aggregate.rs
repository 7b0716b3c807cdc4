//! Aggregates.

use std::fmt;

use crate::{
    expr::{Expr, Expression, NotNull, Number, Predicate, Window},
    tenant::Tenant,
    value::{Element, TextValue, Value},
};

/// A call of an aggregate: over all rows, over those of a group, or over a window.
#[must_use = "an aggregate does nothing until a statement uses it"]
pub struct Aggregate<T, V> {
    call: Expr<T, V>,
    /// What is around the call, with its `FILTER` and `OVER`.
    around: [&'static str; 2],
}

impl<T: Tenant, V: Value> Aggregate<T, V> {
    pub(crate) fn new(call: Expr<T, V>) -> Self {
        Self {
            call,
            around: ["", ""],
        }
    }

    fn within(self, before: &'static str, after: &'static str) -> Self {
        Self {
            around: [before, after],
            ..self
        }
    }

    /// Over the rows only that the condition holds for.
    pub fn filter<P: Predicate<T>>(mut self, condition: P) -> Self {
        self.call.draft.text(" FILTER (WHERE ");
        self.call
            .draft
            .absorb(condition.into_condition().into_draft());
        self.call.draft.text(")");
        self
    }

    /// Over the window of each row, instead of a group.
    pub fn over(mut self, window: Window<T>) -> Expr<T, V> {
        self.call.draft.text(" OVER (");
        window.write(&mut self.call.draft);
        self.call.draft.text(")");
        self.into_expr()
    }
}

impl<T: Tenant, V: Value> Expression for Aggregate<T, V> {
    type Tenant = T;
    type Value = V;

    fn into_expr(self) -> Expr<T, V> {
        let [before, after] = self.around;
        if before.is_empty() {
            return self.call;
        }
        self.call.after(before).then(after)
    }
}

/// The number of rows.
pub fn count<T: Tenant>() -> Aggregate<T, i64> {
    Aggregate::new(Expr::constant("count(*)"))
}

/// The type of a sum.
#[diagnostic::on_unimplemented(
    message = "there is no sum of `{Self}`",
    label = "no numbers to add up"
)]
pub trait Sum: Number {
    /// What a sum of such numbers is.
    type Output: Value<NotNull = Self::Output>;

    /// What is around a call of `sum`, to make it one.
    #[doc(hidden)]
    const AROUND: [&'static str; 2];
}

/// The type of an average.
#[diagnostic::on_unimplemented(
    message = "there is no average of `{Self}`",
    label = "no numbers to add up"
)]
pub trait Average: Number {
    /// What an average of such numbers is.
    type Output: Value<NotNull = Self::Output>;

    /// What is around a call of `avg`, to make it one.
    #[doc(hidden)]
    const AROUND: [&'static str; 2];
}

macro_rules! impl_sums {
    ($($number:ty => $sum:ty $(as $sum_type:literal)?, $average:ty $(as $average_type:literal)?;)*) => {$(
        impl Sum for $number {
            type Output = $sum;
            const AROUND: [&'static str; 2] = around!($($sum_type)?);
        }
        impl Average for $number {
            type Output = $average;
            const AROUND: [&'static str; 2] = around!($($average_type)?);
        }
    )*};
}

macro_rules! around {
    () => {
        ["", ""]
    };
    ($type:literal) => {
        ["CAST(", concat!(" AS ", $type, ")")]
    };
}

impl_sums! {
    i16 => i64, f64 as "double precision";
    i32 => i64, f64 as "double precision";
    i64 => i64 as "bigint", f64 as "double precision";
    f32 => f32, f64;
    f64 => f64, f64;
}

#[cfg(feature = "rust_decimal")]
impl_sums! {
    rust_decimal::Decimal => rust_decimal::Decimal, rust_decimal::Decimal;
}

/// Aggregates of an expression over several rows. They pass over nulls, and all but the counts are null
/// where there is no value.
///
/// PostgreSQL adds up `bigint`s to a `numeric`; here the sum is an `i64`, and an error where it does
/// not fit (SQLSTATE 22003). For more, add up `cast::<Decimal>()`.
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
/// let by_city: Vec<(String, i64, Option<i64>, i64)> = Client1Sale::all()
///     .select(|sale| {
///         (sale.city, count(), sale.price.sum(), sale.price.count().filter(sale.price.gt(3)))
///     })
///     .group_by(|sale| sale.city)
///     .having(|sale| sale.price.sum().gt(3))
///     .order_by(|sale| sale.city.asc())
///     .fetch_all(&db)
///     .await?;
/// assert_eq!(by_city, [("Oslo".into(), 1, Some(4), 1), ("Rome".into(), 2, Some(8), 1)]);
/// # Ok(())
/// # }
/// ```
pub trait AggregateExpression: Expression {
    /// How many rows have a value.
    fn count(self) -> Aggregate<Self::Tenant, i64> {
        Aggregate::new(self.into_expr().call("count("))
    }

    /// How many different values there are.
    fn count_distinct(self) -> Aggregate<Self::Tenant, i64> {
        Aggregate::new(self.into_expr().call("count(DISTINCT "))
    }

    /// The sum.
    fn sum(self) -> Aggregate<Self::Tenant, Option<<NotNull<Self> as Sum>::Output>>
    where
        NotNull<Self>: Sum,
        Option<<NotNull<Self> as Sum>::Output>: Value,
    {
        let [before, after] = NotNull::<Self>::AROUND;
        Aggregate::new(self.into_expr().call("sum(")).within(before, after)
    }

    /// The average.
    fn avg(self) -> Aggregate<Self::Tenant, Option<<NotNull<Self> as Average>::Output>>
    where
        NotNull<Self>: Average,
        Option<<NotNull<Self> as Average>::Output>: Value,
    {
        let [before, after] = NotNull::<Self>::AROUND;
        Aggregate::new(self.into_expr().call("avg(")).within(before, after)
    }

    /// The least value.
    fn min(self) -> Aggregate<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        Aggregate::new(self.into_expr().call("min("))
    }

    /// The greatest value.
    fn max(self) -> Aggregate<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        Aggregate::new(self.into_expr().call("max("))
    }

    /// The values as an array, nulls left out.
    fn array_agg(self) -> Aggregate<Self::Tenant, Option<Vec<NotNull<Self>>>>
    where
        NotNull<Self>: Element,
        Option<Vec<NotNull<Self>>>: Value,
    {
        Aggregate::new(self.into_expr().call("array_agg(")).within("array_remove(", ", NULL)")
    }

    /// The texts, one after the other, with a separator between.
    fn string_agg(self, separator: &str) -> Aggregate<Self::Tenant, Option<String>>
    where
        NotNull<Self>: TextValue,
    {
        Aggregate::new(self.into_expr().call_with("string_agg(", separator))
    }

    /// Whether the condition holds for every row.
    fn every(self) -> Aggregate<Self::Tenant, Option<bool>>
    where
        Self::Value: Value<NotNull = bool>,
    {
        Aggregate::new(self.into_expr().call("bool_and("))
    }

    /// Whether the condition holds for some row.
    fn some(self) -> Aggregate<Self::Tenant, Option<bool>>
    where
        Self::Value: Value<NotNull = bool>,
    {
        Aggregate::new(self.into_expr().call("bool_or("))
    }
}

impl<X: Expression> AggregateExpression for X {}

impl<T: fmt::Debug, V> fmt::Debug for Aggregate<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Aggregate").field(&self.call).finish()
    }
}
