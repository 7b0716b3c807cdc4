//! Comparisons.

use crate::{
    expr::{Expr, Expression, Joint, Lifted, NotNull, Operand},
    value::{Element, Value},
};

/// Comparisons, which every expression has.
///
/// Where either side is null, so is the comparison, and neither it nor its negation selects a row;
/// [`Comparison::is_distinct_from`] and its opposite compare null as a value like any other.
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
/// # let new = |name: &str, email: Option<&str>| NewFoo { name: name.into(), email: email.map(Into::into) };
/// Client1Foo::insert_many([new("Ada", Some("ada@example.org")), new("Bob", None)])
///     .execute(&db)
///     .await?;
///
/// let between = Client1Foo::filter(|foo| foo.id.between(2, 9));
/// assert_eq!(between.fetch_one(&db).await?.name, "Bob");
/// let unlike = Client1Foo::filter(|foo| foo.email.ne("ada@example.org"));
/// assert_eq!(unlike.count(&db).await?, 0); // one is equal, and one unknown
/// let distinct = Client1Foo::filter(|foo| foo.email.is_distinct_from("ada@example.org"));
/// assert_eq!(distinct.count(&db).await?, 1);
/// # Ok(())
/// # }
/// ```
pub trait Comparison: Expression {
    /// Equal.
    fn eq<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" = ", right)
    }

    /// Not equal.
    fn ne<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" <> ", right)
    }

    /// Less.
    fn lt<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" < ", right)
    }

    /// Less or equal.
    fn le<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" <= ", right)
    }

    /// Greater.
    fn gt<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" > ", right)
    }

    /// Greater or equal.
    fn ge<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, bool>> {
        self.into_expr().infix(" >= ", right)
    }

    /// Between two values, both included.
    fn between<L, H>(
        self,
        low: L,
        high: H,
    ) -> Expr<Self::Tenant, Lifted<Self, <L::Value as Value>::Lift<<H::Value as Value>::Lift<bool>>>>
    where
        L: Operand<Self::Tenant, NotNull<Self>>,
        H: Operand<Self::Tenant, NotNull<Self>>,
    {
        let lower: Expr<_, bool> = self.into_expr().infix(" BETWEEN ", low);
        lower.extended(" AND ", high)
    }

    /// Different, where null equals null, and differs from every value. Never null.
    fn is_distinct_from<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, bool> {
        self.into_expr().infix(" IS DISTINCT FROM ", right)
    }

    /// Equal, where null equals null, and differs from every value. Never null.
    fn is_not_distinct_from<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        right: R,
    ) -> Expr<Self::Tenant, bool> {
        self.into_expr().infix(" IS NOT DISTINCT FROM ", right)
    }

    /// Equal to one of the values, which are sent as one array: the text of the statement does not
    /// depend on their number.
    fn in_list<I>(self, values: I) -> Expr<Self::Tenant, Lifted<Self, bool>>
    where
        I: IntoIterator<Item: Into<NotNull<Self>>>,
        NotNull<Self>: Element,
    {
        let values: Vec<NotNull<Self>> = values.into_iter().map(Into::into).collect();
        self.into_expr().infix(" = ANY(", values).closed()
    }

    /// Equal to none of the values. Where it is null, this does not hold, unless there are no values.
    fn not_in_list<I>(self, values: I) -> Expr<Self::Tenant, Lifted<Self, bool>>
    where
        I: IntoIterator<Item: Into<NotNull<Self>>>,
        NotNull<Self>: Element,
    {
        let values: Vec<NotNull<Self>> = values.into_iter().map(Into::into).collect();
        self.into_expr().infix(" <> ALL(", values).closed()
    }
}

impl<X: Expression> Comparison for X {}
