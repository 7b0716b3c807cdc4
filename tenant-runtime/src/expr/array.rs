//! Arrays.

use crate::{
    expr::{Expr, Expression, Lifted, NotNull, Operand},
    value::{Element, Value},
};

/// A value that is an array.
#[diagnostic::on_unimplemented(message = "`{Self}` is no array", label = "no array")]
pub trait Array: Value<NotNull = Self> {
    /// Its elements.
    type Element: Element + Value<NotNull = Self::Element>;
}

impl<V: Element + Value<NotNull = V>> Array for Vec<V> {
    type Element = V;
}

impl<V: Element + Value<NotNull = V>, const N: usize> Array for [V; N] {
    type Element = V;
}

/// Operators of arrays.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Post { #[tenant(key, generated)] pub id: i64, pub tags: Vec<String> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// let tags = |tags: &[&str]| tags.iter().map(ToString::to_string).collect::<Vec<_>>();
/// Client1Post::insert(NewPost { tags: tags(&["rust", "sql"]) }).execute(&db).await?;
///
/// let both = Client1Post::filter(|post| post.tags.contains(tags(&["sql"])).and(post.tags.has("rust")));
/// assert_eq!(both.count(&db).await?, 1);
/// let other = Client1Post::filter(|post| post.tags.overlaps(tags(&["go"])));
/// assert_eq!(other.count(&db).await?, 0);
/// # Ok(())
/// # }
/// ```
pub trait ArrayExpression: Expression<Value: Value<NotNull: Array>> {
    /// It has every element of the other.
    fn contains<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" @> ", other)
    }

    /// The other has every element of it.
    fn is_contained_by<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" <@ ", other)
    }

    /// Both have an element in common.
    fn overlaps<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" && ", other)
    }

    /// It has an element.
    fn has<R>(self, element: R) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>>
    where
        R: Operand<Self::Tenant, <NotNull<Self> as Array>::Element>,
    {
        // `element = ANY(array)`, with the array in front as it was written.
        self.into_expr().infix(" @> ARRAY[", element).then("]")
    }

    /// How many elements it has.
    fn cardinality(self) -> Expr<Self::Tenant, Lifted<Self, i32>> {
        self.into_expr().call("cardinality(")
    }

    /// The element at a position, from 1; null where there is none.
    fn element(self, position: i32) -> Expr<Self::Tenant, Option<<NotNull<Self> as Array>::Element>>
    where
        Option<<NotNull<Self> as Array>::Element>: Value,
    {
        let begun: Expr<_, bool> = self.into_expr().after("(");
        begun.extended(")[", position).then("]")
    }
}

impl<X: Expression<Value: Value<NotNull: Array>>> ArrayExpression for X {}
