//! Where a table lives: once per tenant of a set, once in the set's shared schema, or once in a
//! schema of its own; and which of these may reference which.

use std::{fmt, marker::PhantomData};

use crate::{
    entity::Entity,
    set::TenantSet,
    tenant::{Admits, MemberOf, Singleton, Target, Tenant},
};

/// The shared schema of set `S`, as the tenant of the tables that live once in it.
pub struct Shared<S>(PhantomData<fn() -> S>);

impl<S> Shared<S> {
    /// The shared schema as a value.
    pub const INSTANCE: Self = Self(PhantomData);
}

/// The schema of entity `E` that was declared with `#[tenant(schema = "…")]`.
pub struct Fixed<E>(PhantomData<fn() -> E>);

impl<E> Fixed<E> {
    /// The fixed schema as a value.
    pub const INSTANCE: Self = Self(PhantomData);
}

/// An entity that lives in a fixed schema of its own.
pub trait FixedEntity: 'static {
    /// The name of that schema, unquoted.
    const SCHEMA: &'static str;
}

/// The one tenant of set `S` that the process serves, named by its configuration at start; see
/// [`Route::fixed`](crate::Route::fixed).
pub struct Here<S>(PhantomData<fn() -> S>);

impl<S> Here<S> {
    /// That tenant as a value.
    pub const INSTANCE: Self = Self(PhantomData);
}

impl<S: TenantSet> Tenant for Here<S> {
    /// Empty: only the [`Database`](crate::Database) knows the name.
    fn schema(&self) -> &'static str {
        ""
    }

    fn target(&self) -> Target {
        Target::Configured
    }
}

impl<S: TenantSet> Singleton for Here<S> {
    const VALUE: Self = Self::INSTANCE;
}

impl<S: TenantSet> MemberOf<S> for Here<S> {}
impl<S: TenantSet> Admits<Self> for Here<S> {}
impl<S: TenantSet> Admits<Shared<S>> for Here<S> {}

/// Each of many tenants of set `S`: what a query is written for that runs across them, by
/// [`TenantSet::across`]. It runs in no other way.
pub struct Each<S>(PhantomData<fn() -> S>);

impl<S> Each<S> {
    pub(crate) const INSTANCE: Self = Self(PhantomData);
}

impl<S: TenantSet> Tenant for Each<S> {
    /// Empty: they are many.
    fn schema(&self) -> &'static str {
        ""
    }

    fn target(&self) -> Target {
        Target::Each
    }
}

impl<S: TenantSet> MemberOf<S> for Each<S> {}
impl<S: TenantSet> Admits<Self> for Each<S> {}
impl<S: TenantSet> Admits<Shared<S>> for Each<S> {}
impl<S: TenantSet> Admits<Each<S>> for Shared<S> {}

impl<S: TenantSet> Tenant for Shared<S> {
    fn schema(&self) -> &str {
        S::SHARED
    }

    fn target(&self) -> Target {
        Target::Once(S::SHARED)
    }
}

impl<E: FixedEntity> Tenant for Fixed<E> {
    fn schema(&self) -> &str {
        E::SCHEMA
    }

    fn target(&self) -> Target {
        Target::Once(E::SCHEMA)
    }
}

impl<S: TenantSet> Singleton for Shared<S> {
    const VALUE: Self = Self::INSTANCE;
}

impl<E: FixedEntity> Singleton for Fixed<E> {
    const VALUE: Self = Self::INSTANCE;
}

impl<S: TenantSet, E: FixedEntity + Entity<Set = S>> Admits<Shared<S>> for Fixed<E> {}

impl<S: TenantSet> MemberOf<Self> for Shared<S> {}
impl<E: FixedEntity> MemberOf<Self> for Fixed<E> {}

/// Says that a table of this home can be referenced by a table of `From`.
///
/// A tenant's table may reference the same tenant's tables and those that live once; a table
/// that lives once cannot reference one that exists once per tenant.
#[diagnostic::on_unimplemented(
    message = "a table of `{From}` cannot reference a table of `{Self}`",
    label = "this table is not visible from there",
    note = "a tenant's table may reference tables of the same set and tables that live once; a table that lives once cannot reference a tenant's"
)]
pub trait VisibleFrom<From> {}

impl<S: TenantSet> VisibleFrom<S> for S {}
impl<S: TenantSet> VisibleFrom<S> for Shared<S> {}
impl<S: TenantSet> VisibleFrom<Self> for Shared<S> {}
impl<S: TenantSet, E: Entity<Set = S>> VisibleFrom<Fixed<E>> for Shared<S> {}
impl<S: TenantSet, E: Entity<Set = S>> VisibleFrom<S> for Fixed<E> {}
impl<S: TenantSet, E: Entity<Set = S>> VisibleFrom<Shared<S>> for Fixed<E> {}
impl<E: Entity, F: Entity<Set = E::Set>> VisibleFrom<Fixed<F>> for Fixed<E> {}

/// Says whose the rows of a table of this home are that a query of tenant `T` reads.
#[diagnostic::on_unimplemented(
    message = "tenant `{T}` does not see a table of `{Self}`",
    label = "not a table that tenant `{T}` sees",
    note = "a tenant sees the tables of its set, and those that live once"
)]
pub trait Locate<T: Tenant> {
    /// The tenant, or the schema of tables that live once.
    type Tenant: Tenant;

    #[doc(hidden)]
    fn locate(tenant: T) -> Self::Tenant;
}

impl<S: TenantSet, T: MemberOf<S>> Locate<T> for S {
    type Tenant = T;

    fn locate(tenant: T) -> T {
        tenant
    }
}

impl<S: TenantSet, T: Tenant + Admits<Self>> Locate<T> for Shared<S> {
    type Tenant = Self;

    fn locate(_: T) -> Self {
        Self::INSTANCE
    }
}

impl<E: FixedEntity, T: Tenant + Admits<Self>> Locate<T> for Fixed<E> {
    type Tenant = Self;

    fn locate(_: T) -> Self {
        Self::INSTANCE
    }
}

// The derives would ask `S` and `E` for the same traits, which a type parameter that is only
// named need not have.
macro_rules! impl_marker_traits {
    ($marker:ident) => {
        impl<X> Clone for $marker<X> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<X> Copy for $marker<X> {}
        impl<X> PartialEq for $marker<X> {
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }
        impl<X> Eq for $marker<X> {}
        impl<X> fmt::Debug for $marker<X> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($marker))
            }
        }
    };
}

impl_marker_traits!(Shared);
impl_marker_traits!(Fixed);
impl_marker_traits!(Here);
impl_marker_traits!(Each);
