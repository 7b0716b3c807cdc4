//! The order of rows: what the closure of `order_by` returns.

use crate::{
    expr::{Binding, Draft, Expr, Expression, list::impl_lists},
    tenant::Tenant,
    value::Value,
};

/// An expression and a direction.
#[derive(Debug)]
#[must_use = "an order does nothing until a statement uses it"]
pub struct Order<T> {
    /// Its value is of no interest here.
    by: Expr<T, bool>,
    descending: bool,
    nulls_first: Option<bool>,
}

impl<T: Tenant> Order<T> {
    fn new<V: Value>(by: Expr<T, V>, descending: bool) -> Self {
        Self {
            by: by.typed(),
            descending,
            nulls_first: None,
        }
    }

    /// Rows without a value come first.
    pub fn nulls_first(self) -> Self {
        Self {
            nulls_first: Some(true),
            ..self
        }
    }

    /// Rows without a value come last.
    pub fn nulls_last(self) -> Self {
        Self {
            nulls_first: Some(false),
            ..self
        }
    }
}

/// Directions, which every expression has.
pub trait Ordering: Expression {
    /// The smallest value first; nulls last.
    fn asc(self) -> Order<Self::Tenant> {
        Order::new(self.into_expr(), false)
    }

    /// The greatest value first; nulls first.
    fn desc(self) -> Order<Self::Tenant> {
        Order::new(self.into_expr(), true)
    }
}

impl<X: Expression> Ordering for X {}

/// One order, or a tuple, array or vector of them, the first the most significant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of rows of tenant `{T}`",
    label = "not an order for tenant `{T}`",
    note = "name a direction, such as `|foo| foo.id.desc()`, or a tuple of them"
)]
pub trait Orders<T> {
    #[doc(hidden)]
    fn write(self, list: &mut Draft<T>);
}

impl<T: Tenant> Orders<T> for Order<T> {
    fn write(self, list: &mut Draft<T>) {
        if !list.is_empty() {
            list.text(", ");
        }
        let mut by = self.by.into_draft();
        by.wrap_below(Binding::Atom);
        list.absorb(by);
        list.text(match (self.descending, self.nulls_first) {
            (false, None) => " ASC",
            (false, Some(true)) => " ASC NULLS FIRST",
            (false, Some(false)) => " ASC NULLS LAST",
            (true, None) => " DESC",
            (true, Some(true)) => " DESC NULLS FIRST",
            (true, Some(false)) => " DESC NULLS LAST",
        });
    }
}

impl_lists!(Orders);
