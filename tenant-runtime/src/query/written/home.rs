//! Which tenants a statement is for, by the homes of its tables together.

use crate::{
    entity::Entity,
    home::{Fixed, FixedEntity, Shared},
    set::TenantSet,
};

/// The home of a statement with tables of two homes: the tenants' as soon as one table is a tenant's.
///
/// Tables of two sets have none.
#[diagnostic::on_unimplemented(
    message = "a table of `{Other}` and one of `{Self}` in one statement; they belong to two sets",
    label = "not a table of the set of `{Self}`",
    note = "each tenant set is a world of its own: make two statements, one for each"
)]
pub trait Meet<Other> {
    /// Where the statement is at home.
    type Home;
}

impl<S: TenantSet> Meet<S> for S {
    type Home = S;
}

impl<S: TenantSet> Meet<Shared<S>> for S {
    type Home = S;
}

impl<S: TenantSet, E: FixedEntity + Entity<Set = S>> Meet<Fixed<E>> for S {
    type Home = S;
}

impl<S: TenantSet> Meet<S> for Shared<S> {
    type Home = S;
}

impl<S: TenantSet> Meet<Self> for Shared<S> {
    type Home = Self;
}

impl<S: TenantSet, E: FixedEntity + Entity<Set = S>> Meet<Fixed<E>> for Shared<S> {
    type Home = Self;
}

impl<S: TenantSet, E: FixedEntity + Entity<Set = S>> Meet<S> for Fixed<E> {
    type Home = S;
}

impl<S: TenantSet, E: FixedEntity + Entity<Set = S>> Meet<Shared<S>> for Fixed<E> {
    type Home = Shared<S>;
}

impl<E: FixedEntity + Entity, F: FixedEntity + Entity<Set = E::Set>> Meet<Fixed<F>> for Fixed<E> {
    type Home = Shared<E::Set>;
}
