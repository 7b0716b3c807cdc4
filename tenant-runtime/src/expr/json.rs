//! Documents in `jsonb`.

use crate::{
    expr::{Expr, Expression, Lifted},
    value::{Json, Value},
};

/// A value that is a document.
#[diagnostic::on_unimplemented(message = "`{Self}` is no JSON", label = "no JSON")]
pub trait Document: Value<NotNull = Self> {}

impl Document for serde_json::Value {}
impl<C> Document for Json<C> where Self: Value<NotNull = Self> {}

/// Operators of documents.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Event { #[tenant(key, generated)] pub id: i64, pub data: serde_json::Value }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// use serde_json::json;
///
/// let data = json!({ "user": { "name": "Ada", "age": 36 }, "tags": ["a", "b"] });
/// Client1Event::insert(NewEvent { data }).execute(&db).await?;
/// let (name, tag): (Option<String>, Option<serde_json::Value>) =
///     Client1Event::filter(|event| event.data.contains(json!({ "user": { "age": 36 } })))
///         .select(|event| (event.data.path_text(["user", "name"]), event.data.get("tags").get(1)))
///         .fetch_one(&db)
///         .await?;
/// assert_eq!((name.as_deref(), tag), (Some("Ada"), Some(json!("b"))));
/// # Ok(())
/// # }
/// ```
pub trait JsonExpression: Expression<Value: Value<NotNull: Document>> {
    /// The member of that name of an object, or at that position, from 0, of an array; null if there
    /// is none.
    fn get<K: Key>(self, key: K) -> Expr<Self::Tenant, Option<serde_json::Value>> {
        key.write(self.into_expr().postfix(" -> "))
    }

    /// The same as text.
    fn get_text<K: Key>(self, key: K) -> Expr<Self::Tenant, Option<String>> {
        key.write(self.into_expr().postfix(" ->> "))
    }

    /// What a path of names and positions leads to; null if nowhere.
    fn path<'k>(
        self,
        path: impl IntoIterator<Item = &'k str>,
    ) -> Expr<Self::Tenant, Option<serde_json::Value>> {
        let path: Vec<String> = path.into_iter().map(Into::into).collect();
        self.into_expr().infix(" #> ", path)
    }

    /// The same as text.
    fn path_text<'k>(
        self,
        path: impl IntoIterator<Item = &'k str>,
    ) -> Expr<Self::Tenant, Option<String>> {
        let path: Vec<String> = path.into_iter().map(Into::into).collect();
        self.into_expr().infix(" #>> ", path)
    }

    /// It has everything that the other has.
    fn contains(self, other: serde_json::Value) -> Expr<Self::Tenant, Lifted<Self, bool>> {
        self.into_expr().infix(" @> ", other)
    }

    /// It is an object with such a member, or an array with such a text.
    fn has_key(self, key: &str) -> Expr<Self::Tenant, Lifted<Self, bool>> {
        self.into_expr().infix(" ? ", key)
    }
}

impl<X: Expression<Value: Value<NotNull: Document>>> JsonExpression for X {}

/// What a member of a document is found by: the name of an object's, or the position, from 0, of an
/// array's.
#[diagnostic::on_unimplemented(
    message = "no member of a document is found by `{Self}`",
    label = "expected a name, which is a `&str`, or a position, which is an `i32`"
)]
pub trait Key {
    /// Appends it.
    #[doc(hidden)]
    fn write<T: crate::Tenant, V: Value>(self, operator: Expr<T, V>) -> Expr<T, V>;
}

impl Key for &str {
    fn write<T: crate::Tenant, V: Value>(self, operator: Expr<T, V>) -> Expr<T, V> {
        operator.extended("", self)
    }
}

impl Key for i32 {
    fn write<T: crate::Tenant, V: Value>(self, operator: Expr<T, V>) -> Expr<T, V> {
        operator.extended("", self)
    }
}
