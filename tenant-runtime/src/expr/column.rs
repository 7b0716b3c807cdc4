//! A column of a table, as closures receive it: its name, the tenant it belongs to, and the
//! comparisons that its type allows.

use std::marker::PhantomData;

use crate::{
    def::TableDef,
    expr::{Assignable, Assignment, Expr, Fragment, Operand, Order, Predicate},
    sql::Piece,
    tenant::Tenant,
    value::{Element, TextValue, Value},
};

/// A column that holds a `V`, of a table of tenant `T`.
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
/// # let new = |name: &str| NewFoo { name: name.into(), email: None };
/// Client1Foo::insert_many([new("Ada"), new("Adele"), new("Bob")]).execute(&db).await?;
///
/// let like = Client1Foo::filter(|foo| foo.name.like("Ad%").and(foo.id.gt(1)));
/// assert_eq!(like.fetch_one(&db).await?.name, "Adele");
/// let listed = Client1Foo::filter(|foo| foo.name.in_list(["Ada", "Bob"]));
/// assert_eq!(listed.count(&db).await?, 2);
/// let unknown = Client1Foo::filter(|foo| !foo.email.is_not_null());
/// assert_eq!(unknown.count(&db).await?, 3);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Column<T, V> {
    name: &'static str,
    tenant: T,
    value: PhantomData<fn() -> V>,
}

impl<T: Copy, V> Clone for Column<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy, V> Copy for Column<T, V> {}

impl<T: Tenant, V> Column<T, V> {
    #[doc(hidden)]
    pub fn new(table: &'static TableDef, index: usize, tenant: T) -> Self {
        Self {
            name: table.columns[index].name,
            tenant,
            value: PhantomData,
        }
    }

    pub(crate) fn tenant(&self) -> T {
        self.tenant
    }

    pub(crate) fn fragment(&self) -> Fragment {
        Fragment::piece(Piece::Column(self.name))
    }

    fn postfix(self, operator: &'static str) -> Expr<T> {
        let mut fragment = self.fragment();
        fragment.push(Piece::Text(operator));
        Expr::new(self.tenant, fragment)
    }

    fn infix(self, operator: &'static str, right: Fragment) -> Expr<T> {
        let mut fragment = self.fragment();
        fragment.push(Piece::Text(operator));
        fragment.append(right);
        Expr::new(self.tenant, fragment)
    }

    /// The smallest value first; nulls last.
    pub fn asc(self) -> Order<T> {
        Order::new(self.tenant, self.name, " ASC")
    }

    /// The greatest value first; nulls first.
    pub fn desc(self) -> Order<T> {
        Order::new(self.tenant, self.name, " DESC")
    }

    /// The column is null.
    pub fn is_null(self) -> Expr<T> {
        self.postfix(" IS NULL")
    }

    /// The column is not null.
    pub fn is_not_null(self) -> Expr<T> {
        self.postfix(" IS NOT NULL")
    }
}

impl<T: Tenant, V: Value> Column<T, V> {
    /// Sets the column, in the closure of `set`.
    pub fn to(self, value: impl Assignable<T, V>) -> Assignment<T> {
        Assignment::new(self.tenant, self.name, value.into_fragment(&self.tenant))
    }

    /// The column equals the value. Where either is null, neither this nor its negation holds.
    pub fn eq(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" = ", value)
    }

    /// The column differs from the value. Where either is null, neither this nor its negation holds.
    pub fn ne(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" <> ", value)
    }

    /// The column is less than the value.
    pub fn lt(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" < ", value)
    }

    /// The column is less than the value or equal to it.
    pub fn le(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" <= ", value)
    }

    /// The column is greater than the value.
    pub fn gt(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" > ", value)
    }

    /// The column is greater than the value or equal to it.
    pub fn ge(self, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        self.compared(" >= ", value)
    }

    fn compared(self, operator: &'static str, value: impl Operand<T, V::NotNull>) -> Expr<T> {
        let right = value.into_fragment(&self.tenant);
        self.infix(operator, right)
    }
}

impl<T: Tenant, V: Value<NotNull: Element>> Column<T, V> {
    /// The column equals one of the values, which are sent as one array.
    pub fn in_list<I>(self, values: I) -> Expr<T>
    where
        I: IntoIterator<Item: Into<V::NotNull>>,
    {
        self.listed(" = ANY(", values)
    }

    /// The column equals none of the values. Where it is null, this does not hold, unless there are
    /// no values.
    pub fn not_in_list<I>(self, values: I) -> Expr<T>
    where
        I: IntoIterator<Item: Into<V::NotNull>>,
    {
        self.listed(" <> ALL(", values)
    }

    fn listed<I>(self, operator: &'static str, values: I) -> Expr<T>
    where
        I: IntoIterator<Item: Into<V::NotNull>>,
    {
        let values: Vec<V::NotNull> = values.into_iter().map(Into::into).collect();
        let mut right = Fragment::param(values);
        right.push(Piece::Text(")"));
        self.infix(operator, right)
    }
}

impl<T: Tenant, V> Column<T, V>
where
    Self: Predicate<T>,
{
    /// The column and the other condition hold.
    pub fn and(self, other: impl Predicate<T>) -> Expr<T> {
        self.into_expr().and(other)
    }

    /// The column or the other condition holds.
    pub fn or(self, other: impl Predicate<T>) -> Expr<T> {
        self.into_expr().or(other)
    }
}

impl<T: Tenant, V: Value<NotNull: TextValue>> Column<T, V> {
    /// The column matches the pattern, in which `%` stands for any text and `_` for one character.
    pub fn like(self, pattern: impl Into<String>) -> Expr<T> {
        self.infix(" LIKE ", Fragment::param(pattern.into()))
    }

    /// The column does not match the pattern.
    pub fn not_like(self, pattern: impl Into<String>) -> Expr<T> {
        self.infix(" NOT LIKE ", Fragment::param(pattern.into()))
    }

    /// The column matches the pattern, whatever the case of the letters.
    pub fn ilike(self, pattern: impl Into<String>) -> Expr<T> {
        self.infix(" ILIKE ", Fragment::param(pattern.into()))
    }

    /// The column does not match the pattern, whatever the case of the letters.
    pub fn not_ilike(self, pattern: impl Into<String>) -> Expr<T> {
        self.infix(" NOT ILIKE ", Fragment::param(pattern.into()))
    }
}
