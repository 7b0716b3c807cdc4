//! Conversions.

use crate::{
    expr::{Expr, Expression, Lifted},
    value::Value,
};

/// Conversion to another type.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// Client1Foo::insert(NewFoo { name: "12".into() }).execute(&db).await?;
///
/// let sum: i64 = Client1Foo::all()
///     .select(|foo| foo.name.cast::<i64>() + foo.id)
///     .fetch_one(&db)
///     .await?;
/// assert_eq!(sum, 13);
/// # Ok(())
/// # }
/// ```
pub trait CastExpression: Expression {
    /// The value as one of another type; null stays null. What cannot be converted is an error of the
    /// server (SQLSTATE 22P02, 22003).
    fn cast<V: Value<NotNull = V>>(self) -> Expr<Self::Tenant, Lifted<Self, V>> {
        self.into_expr().cast_to::<V, _>()
    }
}

impl<X: Expression> CastExpression for X {}
