//! `CASE`.

use std::marker::PhantomData;

use crate::{
    expr::{Expr, Operand, Predicate},
    tenant::Tenant,
    value::Value,
};

/// The branches of a `CASE` so far; `W` is its value so far, an `Option` if a branch may be null.
#[derive(Debug)]
#[must_use = "end it with `otherwise` or `end`"]
pub struct Case<T, V, W> {
    whole: Expr<T, bool>,
    value: PhantomData<fn() -> (V, W)>,
}

/// Begins a `CASE`: a value where the condition holds.
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
/// use tenant::expr::case;
///
/// Client1Foo::insert(NewFoo { name: "Ada".into() }).execute(&db).await?;
/// let size: String = Client1Foo::all()
///     .select(|foo| {
///         case(foo.name.length().gt(9), "long".to_owned())
///             .when(foo.name.length().gt(5), "middling")
///             .otherwise("short")
///     })
///     .fetch_one(&db)
///     .await?;
/// assert_eq!(size, "short");
/// # Ok(())
/// # }
/// ```
pub fn case<T, V, R>(condition: impl Predicate<T>, value: R) -> Case<T, V, R::Value>
where
    T: Tenant,
    V: Value,
    R: Operand<T, V>,
{
    let begun: Case<T, V, V> = Case {
        whole: Expr::constant("CASE"),
        value: PhantomData,
    };
    Case {
        whole: begun.branch(condition, value),
        value: PhantomData,
    }
}

impl<T: Tenant, V: Value, W: Value> Case<T, V, W> {
    /// Another value where no condition before holds, and this one does.
    pub fn when<R: Operand<T, V>>(
        self,
        condition: impl Predicate<T>,
        value: R,
    ) -> Case<T, V, W::Lift<R::Value>> {
        Case {
            whole: self.branch(condition, value),
            value: PhantomData,
        }
    }

    /// The value where none of the conditions holds.
    pub fn otherwise<R: Operand<T, V>>(self, value: R) -> Expr<T, W::Lift<R::Value>> {
        self.whole
            .extended::<V, bool>(" ELSE ", value)
            .then(" END")
            .typed()
    }

    /// Null where none of the conditions holds.
    pub fn end(self) -> Expr<T, Option<V>>
    where
        Option<V>: Value,
    {
        self.whole.then(" END").typed()
    }

    fn branch<R: Operand<T, V>>(self, condition: impl Predicate<T>, value: R) -> Expr<T, bool> {
        let mut whole = self.whole.then(" WHEN ");
        whole.draft.absorb(condition.into_condition().into_draft());
        let whole: Expr<T, bool> = whole.extended(" THEN CAST(", value);
        whole.then(" AS ").of_type::<V>().closed()
    }
}
