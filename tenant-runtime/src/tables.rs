//! What a query reads: the table of an entity, or several that are joined; with what its closures
//! receive, and what becomes of its rows.

use std::marker::PhantomData;

use crate::{
    Scoped,
    alias::Alias,
    def::{HomeDef, TableDef},
    entity::Entity,
    expr::{Draft, Inner, Outer, Side, separate},
    home::Locate,
    set::TenantSet,
    sql::{Piece, Sink},
    tenant::Tenant,
};

/// The tables of a query of tenant `T`: an entity, or [`Joined`] ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not tables of a query of tenant `{T}`",
    label = "not tables that tenant `{T}` sees"
)]
pub trait Tables<T: Tenant>: 'static {
    /// What closures receive: the columns of the table, or a tuple of those of each.
    type Columns;

    /// What a row becomes: a scoped row, or a tuple of them, with an `Option` where a left join may
    /// have found none.
    type Row: Send;

    /// The entity of the first table, which updates and deletes are for.
    type First: Entity;

    /// The columns as a tuple, whatever their number.
    #[doc(hidden)]
    type List;

    /// A row as a tuple.
    #[doc(hidden)]
    type RowList: Send;

    /// How many tables.
    #[doc(hidden)]
    const COUNT: usize;

    #[doc(hidden)]
    fn columns(tenant: T, aliases: &[Alias]) -> Self::Columns;

    #[doc(hidden)]
    fn list(tenant: T, aliases: &[Alias]) -> Self::List;
}

/// Tables `L`, and with each of their rows those of `R` that belong to it: an entity, or a [`Maybe`].
#[derive(Debug)]
pub struct Joined<L, R>(PhantomData<fn() -> (L, R)>);

/// An entity on the outer side of a left join.
#[derive(Debug)]
pub struct Maybe<E>(PhantomData<fn() -> E>);

impl<T: Tenant, E: Entity> Tables<T> for E {
    type Columns = E::Columns<T, Inner>;
    type Row = Scoped<T, E>;
    type List = (Self::Columns,);
    type RowList = (Scoped<T, E>,);
    type First = E;

    const COUNT: usize = 1;

    fn columns(tenant: T, aliases: &[Alias]) -> Self::Columns {
        E::columns(tenant, aliases[0])
    }

    fn list(tenant: T, aliases: &[Alias]) -> Self::List {
        (E::columns(tenant, aliases[0]),)
    }
}

impl<T, L, R> Tables<T> for Joined<L, R>
where
    T: Tenant,
    L: Tables<T>,
    L::List: Push<Columns<T, R>>,
    L::RowList: Push<Row<T, R>>,
    R: Joinable<T>,
{
    type First = L::First;
    type Columns = Self::List;
    type Row = Self::RowList;
    type List = <L::List as Push<Columns<T, R>>>::Longer;
    type RowList = <L::RowList as Push<Row<T, R>>>::Longer;

    const COUNT: usize = L::COUNT + 1;

    fn columns(tenant: T, aliases: &[Alias]) -> Self::Columns {
        Self::list(tenant, aliases)
    }

    fn list(tenant: T, aliases: &[Alias]) -> Self::List {
        let last = <R::Entity as Entity>::columns(tenant, aliases[L::COUNT]);
        L::list(tenant, aliases).push(last)
    }
}

/// What can be joined to a query of tenant `T`: an entity that the tenant sees, or a [`Maybe`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be joined in a query of tenant `{T}`",
    label = "not a table that tenant `{T}` sees",
    note = "tables of the same set can be joined, and those that live once"
)]
pub trait Joinable<T: Tenant>: 'static {
    /// Its entity.
    type Entity: Entity<Home: Locate<T>>;

    /// On which side of the join it stands.
    type Side: Side;
}

impl<T: Tenant, E: Entity<Home: Locate<T>>> Joinable<T> for E {
    type Entity = E;
    type Side = Inner;
}

impl<T: Tenant, E: Entity<Home: Locate<T>>> Joinable<T> for Maybe<E> {
    type Entity = E;
    type Side = Outer;
}

/// What closures receive of a joined table.
type Columns<T, R> = <<R as Joinable<T>>::Entity as Entity>::Columns<T, <R as Joinable<T>>::Side>;

/// What a row of a joined table becomes.
type Row<T, R> = <<R as Joinable<T>>::Side as Side>::Row<T, <R as Joinable<T>>::Entity>;

/// A row of an entity that a query of tenant `T` reads: the tenant's, or one that lives once.
pub type ScopedRow<T, E> = Scoped<<<E as Entity>::Home as Locate<T>>::Tenant, E>;

/// Appends the columns of a table to a list.
pub fn write_row<T: Tenant>(alias: Alias, table: &'static TableDef, list: &mut Draft<T>) {
    separate(list);
    list.push(Piece::Row(alias, table.columns));
}

/// The table of an entity, for statements that know the entity no more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableRef {
    pub(crate) table: &'static TableDef,
    place: fn() -> Place,
}

impl TableRef {
    pub(crate) fn of<E: Entity>() -> Self {
        Self {
            table: E::table(),
            place: Place::of::<E>,
        }
    }

    pub(crate) fn place(self) -> Place {
        (self.place)()
    }
}

/// A table as it stands in a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Of a table that lives once: the statement may be a tenant's.
    schema: Option<&'static str>,
    table: &'static str,
}

impl Place {
    pub(crate) fn of<E: Entity>() -> Self {
        let table = E::table();
        Self {
            schema: match table.home {
                HomeDef::Tenant => None,
                HomeDef::Shared => Some(E::Set::SHARED),
                HomeDef::Fixed(schema) => Some(schema),
            },
            table: table.name,
        }
    }

    /// Gives its name piece by piece.
    pub(crate) fn push_to(self, mut push: impl FnMut(Piece)) {
        match self.schema {
            None => push(Piece::Table(self.table)),
            Some(schema) => {
                push(Piece::Column(schema));
                push(Piece::Text("."));
                push(Piece::Column(self.table));
            }
        }
    }

    /// Appends it, and what it is called.
    pub(crate) fn write<'a>(self, alias: Alias, whole: &mut (impl Sink<'a> + ?Sized)) {
        self.write_as(Some(alias), whole);
    }

    /// The same, with or without an alias.
    pub(crate) fn write_as<'a>(self, alias: Option<Alias>, whole: &mut (impl Sink<'a> + ?Sized)) {
        self.push_to(|piece| whole.push(piece));
        if let Some(alias) = alias {
            whole.push(Piece::As(alias));
        }
    }
}

/// A tuple that can be one longer.
#[doc(hidden)]
pub trait Push<X> {
    type Longer: Send;

    fn push(self, last: X) -> Self::Longer;
}

macro_rules! impl_push {
    ($($item:ident)+) => {
        impl<$($item: Send,)+ X: Send> Push<X> for ($($item,)+) {
            type Longer = ($($item,)+ X);

            fn push(self, last: X) -> Self::Longer {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($item,)+) = self;
                ($($item,)+ last)
            }
        }
    };
}

impl_push!(A);
impl_push!(A B);
impl_push!(A B C);
impl_push!(A B C D);
impl_push!(A B C D E);
impl_push!(A B C D E F);
impl_push!(A B C D E F G);
