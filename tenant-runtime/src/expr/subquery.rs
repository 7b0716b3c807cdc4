//! Queries inside expressions. A query that is written inside a closure of another may name its columns.

use crate::{
    expr::{Draft, Expr, Expression, Lifted, NotNull},
    query::{Select, Values, Want},
    tenant::{Admits, Tenant},
    value::Value,
};

/// A query that can stand inside a statement of tenant `T`: one of the same tenant, or of tables that
/// live once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a statement of tenant `{T}`",
    label = "not a query of tenant `{T}`"
)]
pub trait Subquery<T: Tenant> {
    /// What a row of it is.
    type Row;

    #[doc(hidden)]
    fn write(self, draft: &mut Draft<T>);
}

#[diagnostic::do_not_recommend]
impl<T: Tenant + Admits<U>, U: Tenant, S, State> Subquery<T> for Select<U, S, State> {
    type Row = S;

    fn write(self, draft: &mut Draft<T>) {
        draft.own_visible(self.tenant);
        self.plan.write(Want::Rows, draft.fragment());
    }
}

#[diagnostic::do_not_recommend]
impl<T: Tenant + Admits<U>, U: Tenant, S, R> Subquery<T> for Values<U, S, R> {
    type Row = R;

    fn write(self, draft: &mut Draft<T>) {
        draft.own_visible(self.tenant);
        self.plan.write(Want::Rows, draft.fragment());
    }
}

/// Whether a query has any row.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64, pub price: i64 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// use tenant::expr::{exists, scalar};
///
/// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
/// Client1Order::insert(NewOrder { buyer: ada.id, price: 5 }).execute(&db).await?;
///
/// let buyers = Client1Person::filter(|person| {
///     exists(Client1Order::filter(|order| order.buyer.eq(person.id)))
/// });
/// assert_eq!(buyers.count(&db).await?, 1);
///
/// let dear = Client1Order::all().select(|order| order.price.avg());
/// let cheap = Client1Order::filter(|order| order.price.cast::<f64>().lt(scalar(dear)));
/// assert_eq!(cheap.count(&db).await?, 0);
///
/// let sellers = Client1Order::all().select(|order| order.buyer);
/// let others = Client1Person::filter(|person| person.id.not_in_query(sellers));
/// assert_eq!(others.count(&db).await?, 0);
/// # Ok(())
/// # }
/// ```
pub fn exists<T: Tenant>(query: impl Subquery<T>) -> Expr<T, bool> {
    let mut draft = Draft::new();
    draft.text("EXISTS (");
    query.write(&mut draft);
    draft.text(")");
    Expr::new(draft)
}

/// The value of a query of one row; null if it has none. More than one row is an error (SQLSTATE
/// 21000).
pub fn scalar<T: Tenant, V: Value>(
    query: impl Subquery<T, Row = V>,
) -> Expr<T, Option<V::NotNull>> {
    let mut draft = Draft::new();
    draft.text("(");
    query.write(&mut draft);
    draft.text(")");
    Expr::new(draft)
}

/// Comparisons with every value of a query.
pub trait QueryExpression: Expression {
    /// Equal to a value of the query.
    fn in_query<Q>(
        self,
        query: Q,
    ) -> Expr<Self::Tenant, Lifted<Self, <Q::Row as Value>::Lift<bool>>>
    where
        Q: Subquery<Self::Tenant, Row: Value<NotNull = NotNull<Self>>>,
    {
        within(self.into_expr().postfix(" IN ("), query)
    }

    /// Different from every value of the query. Where one of them is null, this holds for no row.
    fn not_in_query<Q>(
        self,
        query: Q,
    ) -> Expr<Self::Tenant, Lifted<Self, <Q::Row as Value>::Lift<bool>>>
    where
        Q: Subquery<Self::Tenant, Row: Value<NotNull = NotNull<Self>>>,
    {
        within(self.into_expr().postfix(" NOT IN ("), query)
    }
}

impl<X: Expression> QueryExpression for X {}

fn within<T: Tenant, V: Value>(mut whole: Expr<T, V>, query: impl Subquery<T>) -> Expr<T, V> {
    query.write(whole.draft_mut());
    whole.closed()
}
