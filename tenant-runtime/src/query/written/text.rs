//! The text of a call site: what is known of it before it runs.

use std::{any::TypeId, fmt, marker::PhantomData, sync::OnceLock};

use postgres_types::{Kind, Type};

use super::check::Registered;
use crate::{
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Column, Inner},
    home::Shared,
    sql::Piece,
    tables::Place,
    value::Value,
};

/// The columns of an entity, of no tenant: for their names and types.
pub(super) type Columns<E> = <E as Entity>::Columns<Shared<<E as Entity>::Set>, Inner>;

/// One of them.
pub(super) type ColumnOf<E, V, R> = Column<Shared<<E as Entity>::Set>, V, Inner, R>;

/// The text of one call site, of which the compiler knows the home.
pub struct TextOf<H> {
    pub(super) written: Written,
    home: PhantomData<fn() -> H>,
}

impl<H> TextOf<H> {
    /// A text whose first table is that of `E`.
    pub const fn new<E: Entity>(
        place: &'static str,
        operation: &'static str,
        qualified: bool,
        make: fn(&mut Pieces),
        types: fn(&mut Types),
    ) -> Self {
        Self {
            written: Written {
                place,
                operation,
                qualified,
                table: E::table,
                set: TypeId::of::<E::Set>,
                make,
                types,
                pieces: OnceLock::new(),
            },
            home: PhantomData,
        }
    }

    /// Its entry in the registry of the program's texts.
    pub const fn register(&'static self) -> Registered {
        Registered(&self.written)
    }
}

impl<H> fmt::Debug for TextOf<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

/// The text of one call site.
pub(super) struct Written {
    pub(super) place: &'static str,
    pub(super) operation: &'static str,
    /// Whether tables are named with their schema on every route.
    pub(super) qualified: bool,
    pub(super) table: fn() -> &'static TableDef,
    pub(super) set: fn() -> TypeId,
    make: fn(&mut Pieces),
    types: fn(&mut Types),
    pieces: OnceLock<Vec<Piece>>,
}

impl Written {
    /// Its pieces, which stay where they are, so that their address finds the prepared statement.
    pub(super) fn pieces(&'static self) -> &'static [Piece] {
        self.pieces.get_or_init(|| {
            let mut pieces = Pieces(Vec::new());
            (self.make)(&mut pieces);
            pieces.0
        })
    }

    /// The types of its parameters.
    pub(super) fn types(&self) -> Vec<Type> {
        let mut types = Types(Vec::new());
        (self.types)(&mut types);
        types.0
    }

    /// Whether one of its tables is each tenant's.
    pub(super) fn is_tenants(&'static self) -> bool {
        let mut pieces = self.pieces().iter();
        pieces.any(|piece| matches!(piece, Piece::Table(_)))
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Written({})", self.place)
    }
}

/// The pieces of a text while it is put together.
#[derive(Debug)]
pub struct Pieces(Vec<Piece>);

impl Pieces {
    /// Text as it is.
    pub fn text(&mut self, text: &'static str) {
        self.0.push(Piece::Text(text));
    }

    /// A table, which the text itself gives an alias.
    pub fn table<E: Entity>(&mut self) {
        Place::of::<E>().push_to(|piece| self.0.push(piece));
    }

    /// A table and its alias.
    pub fn table_as<E: Entity>(&mut self, alias: &'static str) {
        self.table::<E>();
        self.0.extend([Piece::Text(" AS "), Piece::Column(alias)]);
    }

    /// A column after the alias of its table.
    pub fn column<E: Entity, V, R>(
        &mut self,
        alias: &'static str,
        of: fn(Columns<E>) -> ColumnOf<E, V, R>,
    ) {
        self.0.extend([Piece::Column(alias), Piece::Text(".")]);
        self.name::<E, V, R>(of);
    }

    /// A column by its name alone.
    pub fn name<E: Entity, V, R>(&mut self, of: fn(Columns<E>) -> ColumnOf<E, V, R>) {
        let column = of(E::columns(Shared::INSTANCE, Alias::EXCLUDED));
        self.0.push(Piece::Column(column.name()));
    }

    /// Every column, in the order of the struct.
    pub fn every<E: Entity>(&mut self, alias: &'static str) {
        for (position, column) in E::table().columns.iter().enumerate() {
            if position > 0 {
                self.text(", ");
            }
            let name = Piece::Column(column.name);
            self.0
                .extend([Piece::Column(alias), Piece::Text("."), name]);
        }
    }

    /// A parameter.
    pub fn value(&mut self) {
        self.0.push(Piece::Param);
    }
}

/// The types of a text's parameters, where no values are there.
#[derive(Debug)]
pub struct Types(Vec<Type>);

impl Types {
    /// That of a column.
    pub fn column<E: Entity, V: Value, R>(&mut self, _: fn(Columns<E>) -> ColumnOf<E, V, R>) {
        self.typed::<V>();
    }

    /// An array of that of a column.
    pub fn listed<E: Entity, V, R>(&mut self, _: fn(Columns<E>) -> ColumnOf<E, V, R>)
    where
        V: Value<NotNull: crate::Element>,
    {
        self.typed::<Vec<V::NotNull>>();
    }

    /// That of a type of Rust.
    pub fn typed<V: Value>(&mut self) {
        self.0.push(V::pg_type());
    }

    /// That which the server infers from the cast; only the value could tell.
    pub fn own(&mut self) {
        let kind = Kind::Simple;
        let ty = Type::new("unknown".into(), 0, kind, "pg_catalog".into());
        self.0.push(ty);
    }
}
