//! A column of a table, as closures receive it.

use std::{fmt, marker::PhantomData};

use crate::{
    FromRow,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Assignable, Assignment, Draft, Expr, Expression},
    home::Locate,
    sql::Piece,
    tables::ScopedRow,
    tenant::Tenant,
    value::Value,
};

/// A column that holds a `V`, of a table of tenant `T`.
///
/// `N` says on which side of a join the table stands: on the [`Outer`] one of a left join, its columns
/// are null where it has no row. `R` is the entity that the column references, if it does.
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
pub struct Column<T, V, N = Inner, R = ()> {
    alias: Alias,
    name: &'static str,
    tenant: T,
    value: PhantomData<fn() -> (V, N, R)>,
}

/// The side of a join on which there is always a row, and of a table by itself.
#[derive(Debug)]
pub enum Inner {}

/// The side of a left join on which there may be no row.
#[derive(Debug)]
pub enum Outer {}

/// On which side of a join a table stands.
pub trait Side: 'static {
    /// What a column of type `V` holds on this side.
    type Of<V: Value>: Value<NotNull = V::NotNull>;

    /// What a row of entity `E` is on this side, in a query of tenant `T`.
    type Row<T: Tenant, E: Entity<Home: Locate<T>>>: FromRow<T>;
}

impl Side for Inner {
    type Of<V: Value> = V;
    type Row<T: Tenant, E: Entity<Home: Locate<T>>> = ScopedRow<T, E>;
}

impl Side for Outer {
    type Of<V: Value> = Option<V::NotNull>;
    type Row<T: Tenant, E: Entity<Home: Locate<T>>> = Option<ScopedRow<T, E>>;
}

impl<T: Copy, V, N, R> Clone for Column<T, V, N, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy, V, N, R> Copy for Column<T, V, N, R> {}

/// What the columns of one table in one query have in common.
#[derive(Clone, Copy, Debug)]
pub struct ColumnsOf<T> {
    table: &'static TableDef,
    alias: Alias,
    tenant: T,
}

impl<T: Tenant> ColumnsOf<T> {
    /// Of a table that is called so.
    #[inline]
    pub fn new(table: &'static TableDef, alias: Alias, tenant: T) -> Self {
        Self {
            table,
            alias,
            tenant,
        }
    }

    /// The column at a position.
    #[inline]
    pub fn at<V, N, R>(self, position: usize) -> Column<T, V, N, R> {
        Column {
            alias: self.alias,
            name: self.table.columns[position].name,
            tenant: self.tenant,
            value: PhantomData,
        }
    }
}

impl<T: Tenant, V, N, R> Column<T, V, N, R> {
    #[doc(hidden)]
    pub fn alias(&self) -> Alias {
        self.alias
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn tenant(&self) -> T {
        self.tenant
    }

    /// Appends it.
    #[inline]
    pub(crate) fn write(self, draft: &mut Draft<T>) {
        draft.own(self.tenant);
        draft.push(Piece::Of(self.alias, self.name));
    }
}

impl<T: Tenant, V: Value, R> Column<T, V, Inner, R> {
    /// Sets the column, in the closure of `set`.
    pub fn to(self, value: impl Assignable<T, V>) -> Assignment<T> {
        Assignment::new(self.tenant, self.alias, self.name, value)
    }
}

impl<T: Tenant, V: Value, N: Side, R> Expression for Column<T, V, N, R> {
    type Tenant = T;
    type Value = N::Of<V>;

    fn into_expr(self) -> Expr<T, N::Of<V>> {
        let mut draft = Draft::new();
        self.write(&mut draft);
        Expr::new(draft)
    }
}

impl<T: fmt::Debug, V, N, R> fmt::Debug for Column<T, V, N, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Column")
            .field("name", &self.name)
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
