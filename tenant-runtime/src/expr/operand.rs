//! What can stand beside an expression: a value of its type, or another expression of the tenant.

use crate::{
    expr::{Aggregate, Binding, Column, Draft, Expr, Expression, Side},
    tenant::Tenant,
    value::Value,
};

/// Something that can stand beside an expression of type `V` in a statement of tenant `T`: a value,
/// which is sent as a parameter, or another expression, which may be null.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared or combined with a `{V}` of tenant `{T}`",
    label = "expected a `{V}`, or an expression of tenant `{T}` with such a value",
    note = "to compare with null, use `is_null()` or `is_not_null()`"
)]
pub trait Operand<T, V> {
    /// Its type, an `Option` if it may be null.
    type Value: Value<NotNull = V>;

    /// Appends it.
    #[doc(hidden)]
    fn write(self, draft: &mut Draft<T>);
}

impl<T: Tenant, V: Value<NotNull = V>> Operand<T, V> for V {
    type Value = V;

    fn write(self, draft: &mut Draft<T>) {
        draft.param(self);
    }
}

impl<T: Tenant> Operand<T, String> for &str {
    type Value = String;

    fn write(self, draft: &mut Draft<T>) {
        draft.param(self.to_owned());
    }
}

impl<T: Tenant> Operand<T, String> for &String {
    type Value = String;

    fn write(self, draft: &mut Draft<T>) {
        draft.param(self.clone());
    }
}

impl<T: Tenant, V: Value, W: Value<NotNull = V>> Operand<T, V> for Expr<T, W> {
    type Value = W;

    fn write(self, draft: &mut Draft<T>) {
        let mut own = self.into_draft();
        own.wrap_below(Binding::Atom);
        draft.absorb(own);
    }
}

impl<T, V, W, N, R> Operand<T, V> for Column<T, W, N, R>
where
    T: Tenant,
    V: Value,
    W: Value,
    N: Side<Of<W>: Value<NotNull = V>>,
{
    type Value = N::Of<W>;

    fn write(self, draft: &mut Draft<T>) {
        self.write(draft);
    }
}

impl<T: Tenant, V: Value, W: Value<NotNull = V>> Operand<T, V> for Aggregate<T, W> {
    type Value = W;

    fn write(self, draft: &mut Draft<T>) {
        self.into_expr().write(draft);
    }
}

/// A value as an expression, sent as a parameter: to select it, or to begin an expression with it.
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
/// use tenant::expr::value;
///
/// Client1Foo::insert(NewFoo { name: "Ada".into() }).execute(&db).await?;
/// let greeting = Client1Foo::all()
///     .select(|foo| value("Hello, ".to_owned()).concat(foo.name))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!(greeting, "Hello, Ada");
/// # Ok(())
/// # }
/// ```
pub fn value<T: Tenant, V: Value>(value: V) -> Expr<T, V> {
    let mut draft = Draft::new();
    draft.param(value);
    // Alone, as in a list of what is selected, the server would have to guess its type.
    Expr::<T, V>::new(draft).cast_to::<V, V>()
}
