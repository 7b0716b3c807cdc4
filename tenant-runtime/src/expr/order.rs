//! The order of rows: what the closure of `order_by` returns.

use crate::{
    expr::{Fragment, list::impl_lists},
    sql::Piece,
    tenant::Tenant,
};

/// A column and a direction.
#[derive(Clone, Copy, Debug)]
#[must_use = "an order does nothing until a statement uses it"]
pub struct Order<T> {
    tenant: T,
    column: &'static str,
    direction: &'static str,
}

impl<T: Tenant> Order<T> {
    pub(crate) fn new(tenant: T, column: &'static str, direction: &'static str) -> Self {
        Self {
            tenant,
            column,
            direction,
        }
    }

    /// Rows without a value come first.
    pub fn nulls_first(self) -> Self {
        let direction = if self.direction.starts_with(" ASC") {
            " ASC NULLS FIRST"
        } else {
            " DESC NULLS FIRST"
        };
        Self { direction, ..self }
    }

    /// Rows without a value come last.
    pub fn nulls_last(self) -> Self {
        let direction = if self.direction.starts_with(" ASC") {
            " ASC NULLS LAST"
        } else {
            " DESC NULLS LAST"
        };
        Self { direction, ..self }
    }
}

/// One order, or a tuple, array or vector of them, the first the most significant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order of rows of tenant `{T}`",
    label = "not an order for tenant `{T}`",
    note = "name a direction, such as `|foo| foo.id.desc()`, or a tuple of them"
)]
pub trait Orders<T> {
    #[doc(hidden)]
    fn write(self, tenant: &T, list: &mut Fragment);
}

impl<T: Tenant> Orders<T> for Order<T> {
    fn write(self, tenant: &T, list: &mut Fragment) {
        if !list.is_empty() {
            list.push(Piece::Text(", "));
        }
        list.require(tenant, &self.tenant);
        list.push(Piece::Column(self.column));
        list.push(Piece::Text(self.direction));
    }
}

impl_lists!(Orders);
