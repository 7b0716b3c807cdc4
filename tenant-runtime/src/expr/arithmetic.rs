//! Numbers.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use crate::{
    expr::{Aggregate, Column, Expr, Expression, Lifted, NotNull, Operand, Side},
    tenant::Tenant,
    value::Value,
};

/// A value that can be calculated with.
///
/// Integers of one type stay of that type, as in PostgreSQL: a result that does not fit is an error
/// (SQLSTATE 22003), and so is a division by zero (22012). Convert with
/// [`cast`](crate::expr::CastExpression::cast) to mix types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "not a number",
    note = "a newtype is calculated with as what it wraps: `foo.balance.cast::<i64>()`"
)]
pub trait Number: Value<NotNull = Self> {}

impl Number for i16 {}
impl Number for i32 {}
impl Number for i64 {}
impl Number for f32 {}
impl Number for f64 {}
#[cfg(feature = "rust_decimal")]
impl Number for rust_decimal::Decimal {}

/// Functions of numbers; `+`, `-`, `*`, `/`, `%` work as well, with the expression on the left.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Line { #[tenant(key, generated)] pub id: i64, pub price: i64, pub discount: Option<i64> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// Client1Line::insert(NewLine { price: 7, discount: None }).execute(&db).await?;
///
/// let (twice, less, off): (i64, Option<i64>, i64) = Client1Line::all()
///     .select(|line| (line.price * 2, line.price - line.discount, (-line.price).abs() % 4))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!((twice, less, off), (14, None, 3));
/// # Ok(())
/// # }
/// ```
pub trait NumberExpression: Expression<Value: Value<NotNull: Number>> {
    /// Without its sign.
    fn abs(self) -> Expr<Self::Tenant, Self::Value> {
        self.into_expr().call("abs(")
    }

    /// -1, 0 or 1.
    fn sign(self) -> Expr<Self::Tenant, Self::Value> {
        let called: Expr<_, Self::Value> = self.into_expr().call("sign(");
        called.cast_to::<Self::Value, _>()
    }

    /// The nearest integer; half-way, away from zero, but for floating point to the even one.
    fn round(self) -> Expr<Self::Tenant, Self::Value> {
        let called: Expr<_, Self::Value> = self.into_expr().call("round(");
        called.cast_to::<Self::Value, _>()
    }

    /// The nearest integer that is not greater.
    fn floor(self) -> Expr<Self::Tenant, Self::Value> {
        let called: Expr<_, Self::Value> = self.into_expr().call("floor(");
        called.cast_to::<Self::Value, _>()
    }

    /// The nearest integer that is not less.
    fn ceil(self) -> Expr<Self::Tenant, Self::Value> {
        let called: Expr<_, Self::Value> = self.into_expr().call("ceil(");
        called.cast_to::<Self::Value, _>()
    }

    /// Raised to a power; a double.
    fn power(self, exponent: f64) -> Expr<Self::Tenant, Lifted<Self, f64>> {
        let base: Expr<_, f64> = self.into_expr().cast_to::<f64, _>();
        base.call_with("power(", exponent)
    }

    /// The square root; a double. Of a negative number, an error (SQLSTATE 2201F).
    fn sqrt(self) -> Expr<Self::Tenant, Lifted<Self, f64>> {
        let base: Expr<_, f64> = self.into_expr().cast_to::<f64, _>();
        base.call("sqrt(")
    }

    /// The greater of two; of a null and a value, the value.
    fn greatest<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Self::Value> {
        self.into_expr().call_with("greatest(", other)
    }

    /// The less of two; of a null and a value, the value.
    fn least<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Self::Value> {
        self.into_expr().call_with("least(", other)
    }
}

impl<X: Expression<Value: Value<NotNull: Number>>> NumberExpression for X {}

/// Implements an operator for columns, aggregates and expressions.
macro_rules! impl_operator {
    ($trait:ident $method:ident $text:literal) => {
        impl<T, V, R> $trait<R> for Expr<T, V>
        where
            T: Tenant,
            V: Value<NotNull: Number>,
            R: Operand<T, V::NotNull>,
        {
            type Output = Expr<T, V::Lift<R::Value>>;

            fn $method(self, right: R) -> Self::Output {
                self.infix($text, right)
            }
        }

        impl<T, V, R> $trait<R> for Aggregate<T, V>
        where
            T: Tenant,
            V: Value<NotNull: Number>,
            R: Operand<T, V::NotNull>,
        {
            type Output = Expr<T, V::Lift<R::Value>>;

            fn $method(self, right: R) -> Self::Output {
                self.into_expr().infix($text, right)
            }
        }

        impl<T, V, N, X, R> $trait<R> for Column<T, V, N, X>
        where
            T: Tenant,
            V: Value,
            N: Side<Of<V>: Value<NotNull: Number>>,
            R: Operand<T, NotNull<Self>>,
        {
            type Output = Expr<T, Lifted<Self, R::Value>>;

            fn $method(self, right: R) -> Self::Output {
                self.into_expr().infix($text, right)
            }
        }
    };
}

impl_operator!(Add add " + ");
impl_operator!(Sub sub " - ");
impl_operator!(Mul mul " * ");
impl_operator!(Div div " / ");
impl_operator!(Rem rem " % ");

impl<T: Tenant, V: Value<NotNull: Number>> Neg for Expr<T, V> {
    type Output = Self;

    fn neg(self) -> Self {
        self.prefix("- ")
    }
}

impl<T, V, N, X> Neg for Column<T, V, N, X>
where
    T: Tenant,
    V: Value,
    N: Side<Of<V>: Value<NotNull: Number>>,
{
    type Output = Expr<T, N::Of<V>>;

    fn neg(self) -> Self::Output {
        self.into_expr().prefix("- ")
    }
}
