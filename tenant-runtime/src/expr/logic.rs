//! Conditions.

use std::ops::Not;

use crate::{
    expr::{Binding, Column, Expr, Expression, Side},
    tenant::Tenant,
    value::Value,
};

/// A condition on rows of tenant `T`, which a null does not meet.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on rows of tenant `{T}`",
    label = "not a condition for tenant `{T}`",
    note = "a condition compares the columns that the closure received, such as `|foo| foo.name.eq(\"Ada\")`"
)]
pub trait Predicate<T> {
    /// `bool`, or an `Option` of it.
    type Value: Value<NotNull = bool>;

    /// The condition as an expression.
    fn into_condition(self) -> Expr<T, Self::Value>;
}

impl<T: Tenant> Predicate<T> for Expr<T, bool> {
    type Value = bool;

    fn into_condition(self) -> Self {
        self
    }
}

impl<T: Tenant> Predicate<T> for Expr<T, Option<bool>> {
    type Value = Option<bool>;

    fn into_condition(self) -> Self {
        self
    }
}

impl<T: Tenant, N: Side, R> Predicate<T> for Column<T, bool, N, R>
where
    N::Of<bool>: Value<NotNull = bool>,
{
    type Value = N::Of<bool>;

    fn into_condition(self) -> Expr<T, Self::Value> {
        self.into_expr()
    }
}

impl<T: Tenant, N: Side, R> Predicate<T> for Column<T, Option<bool>, N, R>
where
    N::Of<Option<bool>>: Value<NotNull = bool>,
{
    type Value = N::Of<Option<bool>>;

    fn into_condition(self) -> Expr<T, Self::Value> {
        self.into_expr()
    }
}

/// Conditions joined; `!` negates them.
pub trait BoolExpression: Expression<Value: Value<NotNull = bool>> {
    /// This and the other hold.
    fn and<P: Predicate<Self::Tenant>>(self, other: P) -> Expr<Self::Tenant, Both<Self, P>> {
        joined(
            self.into_expr(),
            " AND ",
            Binding::And,
            other.into_condition(),
        )
    }

    /// This or the other holds.
    fn or<P: Predicate<Self::Tenant>>(self, other: P) -> Expr<Self::Tenant, Both<Self, P>> {
        joined(
            self.into_expr(),
            " OR ",
            Binding::Or,
            other.into_condition(),
        )
    }
}

impl<X: Expression<Value: Value<NotNull = bool>>> BoolExpression for X {}

/// The value of two conditions joined: `bool`, or an `Option` of it where either is.
pub type Both<X, P> = <<X as Expression>::Value as Value>::Lift<
    <<P as Predicate<<X as Expression>::Tenant>>::Value as Value>::Lift<bool>,
>;

pub(crate) fn joined<T: Tenant, A: Value, B: Value, C: Value>(
    mut left: Expr<T, A>,
    operator: &'static str,
    binding: Binding,
    mut right: Expr<T, B>,
) -> Expr<T, C> {
    left.draft.wrap_below(binding);
    right.draft.wrap_below(binding);
    left.draft.text(operator);
    left.draft.absorb(right.draft);
    left.draft.bind(binding);
    left.typed()
}

fn negated<T: Tenant, V: Value>(mut condition: Expr<T, V>) -> Expr<T, V> {
    condition.draft.wrap_below(Binding::Operator);
    let mut whole = condition.after("NOT ");
    whole.draft.bind(Binding::And);
    whole
}

impl<T: Tenant, V: Value<NotNull = bool>> Not for Expr<T, V> {
    type Output = Self;

    fn not(self) -> Self {
        negated(self)
    }
}

impl<T: Tenant, V: Value, N: Side<Of<V>: Value<NotNull = bool>>, R> Not for Column<T, V, N, R> {
    type Output = Expr<T, N::Of<V>>;

    fn not(self) -> Self::Output {
        negated(self.into_expr())
    }
}
