//! A row that belongs to a tenant; `Client1Foo` is an alias of it. Its associated functions are
//! the tenant's table, as `Client1Foo()` is in SQLAlchemy's entity-name recipe.

use std::{
    cmp::Ordering,
    fmt,
    ops::{Deref, DerefMut},
};

use crate::{
    Executor,
    copy::CopyIn,
    entity::Entity,
    expr::{Assignments, Column, Inner, Predicate, Subquery},
    home::Locate,
    query::{
        All, Children, Delete, DeleteRow, Filtered, Find, Insert, InsertFrom, Key, Select, Targets,
        Update, UpdateRow,
    },
    table::Table,
    tenant::{MemberOf, Singleton, Tenant},
    value::Value,
};

/// A row of entity `E` that belongs to tenant `T`; it derefs to `E`.
///
/// For a static tenant it is exactly as large as `E`. Like a smart pointer it has no methods of
/// its own, which could hide those of `E`: `Scoped::tenant(&row)`, `Scoped::into_inner(row)`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Scoped<T, E> {
    pub(crate) tenant: T,
    pub(crate) row: E,
}

impl<T: Tenant, E> Scoped<T, E> {
    /// Declares a row to be the tenant's.
    ///
    /// Rows that were fetched are scoped already; this is for rows that come from elsewhere, such
    /// as a test or a message.
    pub fn new(tenant: T, row: E) -> Self {
        Self { tenant, row }
    }

    /// The tenant that the row belongs to.
    pub fn tenant(row: &Self) -> T {
        row.tenant
    }

    /// The row without its tenant.
    pub fn into_inner(row: Self) -> E {
        row.row
    }
}

/// The tenant's table. `Foo::of(tenant)` has the same as methods, for every kind of tenant.
// What most programs call goes the shortest way: in a build without optimizations each function on it is compiled
// for each handle.
impl<T, E> Scoped<T, E>
where
    T: Singleton + MemberOf<E::Home>,
    E: Entity,
{
    /// The handle as a value.
    pub fn table() -> Table<T, E> {
        Table::new(T::VALUE)
    }

    /// See [`Table::find`].
    pub fn find(key: E::Key) -> Find<T, E> {
        Find {
            tenant: T::VALUE,
            plan: Key::of::<E>(key),
        }
    }

    /// See [`Table::all`].
    pub fn all() -> Select<T, E, All> {
        Select::new(T::VALUE)
    }

    /// See [`Table::filter`].
    pub fn filter<P: Predicate<T>>(
        condition: impl FnOnce(E::Columns<T, Inner>) -> P,
    ) -> Select<T, E, Filtered> {
        Select::new(T::VALUE).filter(condition)
    }

    /// See [`Table::insert`].
    pub fn insert(row: E::New) -> Insert<T, E> {
        Insert::one(T::VALUE, row)
    }

    /// See [`Table::insert_many`].
    pub fn insert_many(rows: impl IntoIterator<Item = E::New>) -> Insert<T, E> {
        Self::table().insert_many(rows)
    }

    /// See [`Table::children_of`].
    pub fn children_of<'p, U, P, V>(
        parents: impl IntoIterator<Item = &'p Scoped<U, P>>,
        reference: impl FnOnce(E::Columns<T, Inner>) -> Column<T, V, Inner, P>,
    ) -> Children<T, E>
    where
        U: Tenant,
        P: Entity<Home: Locate<T, Tenant = U>>,
        V: Value,
    {
        Self::table().children_of(parents, reference)
    }

    /// See [`Table::insert_from`].
    pub fn insert_from<C, Q>(
        columns: impl FnOnce(E::Columns<T, Inner>) -> C,
        query: Q,
    ) -> InsertFrom<T, E>
    where
        Q: Subquery<T>,
        C: Targets<T, Q::Row>,
    {
        Self::table().insert_from(columns, query)
    }

    /// See [`Table::copy_in`].
    pub fn copy_in(executor: &dyn Executor<T>) -> CopyIn<'_, T, E> {
        Self::table().copy_in(executor)
    }

    /// See [`Table::update`].
    pub fn update(row: &Self) -> UpdateRow<'_, T, E> {
        UpdateRow::new(T::VALUE, row)
    }

    /// See [`Table::delete`].
    pub fn delete(row: &Self) -> DeleteRow<'_, T, E> {
        DeleteRow::new(T::VALUE, row)
    }

    /// See [`Table::update_all`].
    pub fn update_all<A: Assignments<T>>(
        assign: impl FnOnce(E::Columns<T, Inner>) -> A,
    ) -> Update<T, E> {
        Self::table().update_all(assign)
    }

    /// See [`Table::delete_all`].
    pub fn delete_all() -> Delete<T, E> {
        Self::table().delete_all()
    }
}

impl<T, E> Deref for Scoped<T, E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.row
    }
}

impl<T, E> DerefMut for Scoped<T, E> {
    fn deref_mut(&mut self) -> &mut E {
        &mut self.row
    }
}

impl<T: Tenant, E: fmt::Debug> fmt::Debug for Scoped<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scoped")
            .field(&self.tenant)
            .field(&self.row)
            .finish()
    }
}

impl<T, E: fmt::Display> fmt::Display for Scoped<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row.fmt(f)
    }
}

impl<T: Singleton, E: Default> Default for Scoped<T, E> {
    fn default() -> Self {
        Self::new(T::VALUE, E::default())
    }
}

/// A row is hashed as its tenant's schema and `E` are.
impl<T: Tenant, E: std::hash::Hash> std::hash::Hash for Scoped<T, E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tenant.schema().hash(state);
        self.row.hash(state);
    }
}

/// Rows are ordered by their tenants' schemas first, then as `E` orders them.
impl<T: Tenant, E: PartialOrd> PartialOrd for Scoped<T, E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match self.tenant.schema().cmp(other.tenant.schema()) {
            Ordering::Equal => self.row.partial_cmp(&other.row),
            unequal => Some(unequal),
        }
    }
}

/// Rows are ordered by their tenants' schemas first, then as `E` orders them.
impl<T: Tenant, E: Ord> Ord for Scoped<T, E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tenant
            .schema()
            .cmp(other.tenant.schema())
            .then_with(|| self.row.cmp(&other.row))
    }
}

/// A row is serialized as `E` alone is.
#[cfg(feature = "serde")]
impl<T, E: serde::Serialize> serde::Serialize for Scoped<T, E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.row.serialize(serializer)
    }
}

/// Only for a tenant that its type tells: a text does not say whose row it is, the type that it is read into does.
#[cfg(feature = "serde")]
impl<'de, T: Singleton, E: serde::Deserialize<'de>> serde::Deserialize<'de> for Scoped<T, E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        E::deserialize(deserializer).map(|row| Self::new(T::VALUE, row))
    }
}
