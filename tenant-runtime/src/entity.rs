//! An entity: the struct that the user wrote, as the runtime sees it. The derive emits these
//! items once per struct, generic over the tenant; everything else is built from them.

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    expr::Side,
    home::{Here, VisibleFrom},
    params::Params,
    row::RowRef,
    set::TenantSet,
    sql::Piece,
    table::Table,
    tenant::{MemberOf, Tenant},
};

/// A struct whose rows live in a table; derived with `#[derive(Entity)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    note = "derive it: `#[derive(Entity)]` with `#[tenant(set = …)]`"
)]
pub trait Entity: Sized + Send + Sync + 'static {
    /// Where its tables live: the set, or [`Shared`](crate::Shared) or [`Fixed`](crate::Fixed).
    type Home;
    /// The set that it belongs to.
    type Set: TenantSet;
    /// The type of its key: that of the key field, or a tuple of them.
    type Key: Send + Sync;
    /// What an insert takes: `NewFoo`, or the entity itself.
    type New: NewRow<Entity = Self>;
    /// Its columns, as closures receive them.
    type Columns<T: Tenant, N: Side>;

    /// The unique constraints, as the closure of `on_conflict` receives them.
    type Uniques;

    /// The definition of its table.
    fn table() -> &'static TableDef;

    /// The handle on this entity's table in one tenant's schema.
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
    /// # fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// let known = Foo::of(Client1); // to the compiler
    /// let chosen = Foo::of("client1".parse::<Client>()?); // a value of the set
    /// let fresh = Foo::of(Schema::new("client_2041")?); // created after the build
    /// assert_eq!(known.tenant().schema(), chosen.tenant().schema());
    /// assert_eq!(fresh.tenant().schema(), "client_2041");
    /// # Ok(())
    /// # }
    /// ```
    fn of<T: MemberOf<Self::Home>>(tenant: T) -> Table<T, Self> {
        Table::new(tenant)
    }

    /// The handle on this entity's table in the schema of the one tenant that the process serves;
    /// see [`Route::fixed`](crate::Route::fixed).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenant::{Route, prelude::*};
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let url = server.url();
    ///
    /// let schema = Schema::new("client2")?; // from the configuration of the process
    /// let db = Database::builder(url).route(Route::fixed(schema)).build()?;
    /// # Client::create_all(&db).await?;
    /// Foo::here().insert(NewFoo { name: "Ada".into() }).execute(&db).await?;
    /// assert_eq!(Client2Foo::all().count(&db).await?, 1);
    /// assert!(Client1Foo::all().count(&db).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    fn here() -> Table<Here<Self::Set>, Self>
    where
        Here<Self::Set>: MemberOf<Self::Home>,
    {
        Table::new(Here::INSTANCE)
    }

    #[doc(hidden)]
    fn statements() -> &'static Statements;
    #[doc(hidden)]
    fn columns<T: Tenant, N: Side>(tenant: T, alias: Alias) -> Self::Columns<T, N>;
    #[doc(hidden)]
    fn uniques() -> Self::Uniques;
    /// Reads every column.
    #[doc(hidden)]
    fn from_row(row: RowRef<'_>, at: usize) -> Result<Self>;
    #[doc(hidden)]
    fn bind_key<'a>(key: &'a Self::Key, params: &mut Params<'a>);
    #[doc(hidden)]
    fn bind_own_key<'a>(&'a self, params: &mut Params<'a>);
    #[doc(hidden)]
    fn bind_changes<'a>(&'a self, params: &mut Params<'a>);
}

/// A row without its type.
pub(crate) trait Bound: Send + Sync {
    fn table(&self) -> &'static TableDef;
    fn statements(&self) -> &'static Statements;
    fn bind_own_key<'a>(&'a self, params: &mut Params<'a>);
    fn bind_changes<'a>(&'a self, params: &mut Params<'a>);
}

impl<E: Entity> Bound for E {
    fn table(&self) -> &'static TableDef {
        E::table()
    }

    fn statements(&self) -> &'static Statements {
        E::statements()
    }

    fn bind_own_key<'a>(&'a self, params: &mut Params<'a>) {
        E::bind_own_key(self, params);
    }

    fn bind_changes<'a>(&'a self, params: &mut Params<'a>) {
        E::bind_changes(self, params);
    }
}

/// The insertable part of an entity: no generated columns, defaults optional.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row to insert",
    note = "an entity with generated or default columns is inserted as its `New…` struct"
)]
pub trait NewRow: Send + Sync + 'static {
    /// The entity whose table it goes to.
    type Entity: Entity;

    #[doc(hidden)]
    fn bind<'a>(&'a self, params: &mut Params<'a>);
}

/// The statements of an entity whose shape never changes, as constant pieces. The last piece of those that change
/// rows returns them.
#[derive(Debug)]
pub struct Statements {
    /// Selects one row by its key.
    pub find: &'static [Piece],
    /// Inserts one row of which every value is given.
    pub insert: &'static [Piece],
    /// Updates every column that is neither key nor generated, by key.
    pub update: &'static [Piece],
    /// Deletes one row by its key.
    pub delete: &'static [Piece],
}

/// Says that a field of this type can reference a table whose key is `Key`.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot reference a key of type `{Key}`",
    label = "the referenced table's key is `{Key}`",
    note = "use `{Key}`, or `Option<{Key}>` for a reference that may be null",
    note = "a key of several columns cannot be referenced by a field"
)]
pub trait RefersTo<Key> {}

impl<Key> RefersTo<Key> for Key {}
impl<Key> RefersTo<Key> for Option<Key> {}

/// The table that a field references; its bounds say what must hold between the two tables.
pub const fn reference<From: Entity, To: Entity, Field: RefersTo<To::Key>>()
-> fn() -> &'static TableDef
where
    To::Home: VisibleFrom<From::Home>,
{
    To::table
}
