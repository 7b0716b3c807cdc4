//! Expressions that may be null.

use crate::{
    expr::{Expr, Expression, NotNull, Operand},
    value::Value,
};

/// What is asked about null, and said in its place.
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
/// Client1Foo::insert(NewFoo { name: "Ada".into(), email: None }).execute(&db).await?;
///
/// let (email, contact): (Option<String>, String) = Client1Foo::filter(|foo| foo.email.is_null())
///     .select(|foo| (foo.email, foo.email.coalesce(foo.name)))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!((email, contact.as_str()), (None, "Ada"));
/// # Ok(())
/// # }
/// ```
pub trait NullExpression: Expression {
    /// It is null.
    fn is_null(self) -> Expr<Self::Tenant, bool> {
        self.into_expr().postfix(" IS NULL")
    }

    /// It is not null.
    fn is_not_null(self) -> Expr<Self::Tenant, bool> {
        self.into_expr().postfix(" IS NOT NULL")
    }

    /// The other where this is null: null only if the other may be.
    fn coalesce<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, R::Value> {
        self.into_expr().call_with("coalesce(", other)
    }

    /// Null where it equals the other.
    fn null_if<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        self.into_expr().call_with("nullif(", other)
    }

    /// The same, in a type that may be null, as `Option` columns are set to.
    fn nullable(self) -> Expr<Self::Tenant, Option<NotNull<Self>>>
    where
        Option<NotNull<Self>>: Value,
    {
        self.into_expr().typed()
    }
}

impl<X: Expression> NullExpression for X {}
