//! The order of rows: what the closure of `order_by` returns.

use crate::{
    expr::{Binding, Draft, Expr, Expression, list::impl_lists},
    tenant::Tenant,
    value::{SqlType, Value},
};

/// An expression and a direction.
#[derive(Debug)]
#[must_use = "an order does nothing until a statement uses it"]
pub struct Order<T> {
    /// Its value is of no interest here.
    pub(crate) by: Expr<T, bool>,
    /// What it was.
    pub(crate) ty: SqlType,
    pub(crate) descending: bool,
    nulls_first: Option<bool>,
}

impl<T: Tenant> Order<T> {
    fn new<V: Value>(by: Expr<T, V>, descending: bool) -> Self {
        Self {
            by: by.typed(),
            ty: V::TYPE,
            descending,
            nulls_first: None,
        }
    }

    /// Ascending, of a type that is known at run time.
    pub(crate) fn of_type(by: Expr<T, bool>, ty: SqlType) -> Self {
        Self {
            ty,
            ..Self::new(by, false)
        }
    }

    /// Whether rows without a value come first.
    pub(crate) fn has_nulls_first(&self) -> bool {
        self.nulls_first.unwrap_or(self.descending)
    }

    pub(crate) fn direction(&self) -> &'static str {
        match (self.descending, self.nulls_first) {
            (false, None) => " ASC",
            (false, Some(true)) => " ASC NULLS FIRST",
            (false, Some(false)) => " ASC NULLS LAST",
            (true, None) => " DESC",
            (true, Some(true)) => " DESC NULLS FIRST",
            (true, Some(false)) => " DESC NULLS LAST",
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
/// let new = |name: &str, email: Option<&str>| NewFoo { name: name.into(), email: email.map(Into::into) };
/// Client1Foo::insert_many([new("Ada", Some("a@example.org")), new("Bob", None), new("Cy", Some("c@example.org"))])
///     .execute(&db)
///     .await?;
///
/// let mut first = Vec::new();
/// for order in [
///     Client1Foo::all().order_by(|foo| foo.email.desc().nulls_last()),
///     Client1Foo::all().order_by(|foo| (foo.email.asc().nulls_first(), foo.id.desc())),
/// ] {
///     first.push(order.fetch_one(&db).await?.id);
/// }
/// assert_eq!(first, [3, 2]);
/// # Ok(())
/// # }
/// ```
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

    #[doc(hidden)]
    fn collect(self, list: &mut Vec<Order<T>>);
}

impl<T: Tenant> Orders<T> for Order<T> {
    fn write(self, list: &mut Draft<T>) {
        if !list.is_empty() {
            list.text(", ");
        }
        let direction = self.direction();
        let mut by = self.by.into_draft();
        by.wrap_below(Binding::Atom);
        list.absorb(by);
        list.text(direction);
    }

    fn collect(self, list: &mut Vec<Self>) {
        list.push(self);
    }
}

impl_lists!(Orders { write(Draft<T>) collect(Vec<Order<T>>) });
