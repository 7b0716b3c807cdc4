//! What a tenant is: a value that names a schema and belongs to a set.
//!
//! Three kinds of values are tenants of a set: its marker types (`Client1`), known to the
//! compiler; a value of the set itself (`Client`), known to be one of them; and a
//! [`Schema`](crate::Schema), known only at run time.

use std::fmt::Debug;

use crate::{
    Error, ErrorKind, Result, Schema,
    entity::Entity,
    home::{Fixed, FixedEntity, Shared},
    set::TenantSet,
};

/// Something that names the schema in which tables live.
///
/// Implemented by the derive on the set, never by hand.
pub trait Tenant: Copy + Eq + Debug + Send + Sync + 'static {
    /// The name of the schema, unquoted.
    fn schema(&self) -> &str;

    #[doc(hidden)]
    fn target(&self) -> Target;
}

/// Which schema a statement is for, without the type of its tenant.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A tenant's, which was known when the program was built.
    Tenant(&'static str),
    /// A tenant's that was not.
    Schema(Schema),
    /// One that exists once: the shared one, or a fixed one.
    Once(&'static str),
    /// That of the one tenant which the database is built for.
    Configured,
    /// Of many tenants, which only a query across them names.
    Each,
}

impl Target {
    /// The name of the schema; none where only the database knows it.
    #[inline]
    pub(crate) fn schema(&self) -> Option<&str> {
        match self {
            Self::Tenant(name) | Self::Once(name) => Some(name),
            Self::Schema(schema) => Some(schema.name()),
            Self::Configured | Self::Each => None,
        }
    }
}

/// A tenant whose schema is known to the compiler: a marker such as `Client1`.
///
/// # Examples
///
/// One function for every tenant of a set:
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// async fn rename<T: StaticTenant<Set = Client>>(db: &Database, id: i64, to: &str) -> Result<u64> {
///     Foo::of(T::INSTANCE).find(id).set(|foo| foo.name.to(to)).execute(db).await
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
///
/// let ada = Client1Foo::insert(NewFoo { name: "Ada".into() }).fetch_one(&db).await?;
/// assert_eq!(rename::<Client1>(&db, ada.id, "Ada Lovelace").await?, 1);
/// assert_eq!(rename::<Client2>(&db, ada.id, "Ada Lovelace").await?, 0);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tenant that the compiler knows",
    note = "a value of a set is used through `Entity::of(value)`; a marker type, such as `Client1`, through its alias"
)]
pub trait StaticTenant: Tenant + MemberOf<<Self as StaticTenant>::Set> {
    /// The set that lists this tenant.
    type Set: TenantSet;
    /// The marker as a value, and its position in the set.
    // One constant and not three: a thousand tenants are as many bodies to check.
    #[doc(hidden)]
    const PLACE: (Self, usize);
    /// The marker as a value, for code that is generic over the tenant.
    const INSTANCE: Self = Self::PLACE.0;
    /// The same tenant as a value of its set.
    const MEMBER: Self::Set = Self::Set::ALL[Self::PLACE.1];
    /// The name of its schema, unquoted.
    const SCHEMA: &'static str = Self::Set::SCHEMAS[Self::PLACE.1];
}

impl<T: StaticTenant> Tenant for T {
    fn schema(&self) -> &str {
        T::SCHEMA
    }

    fn target(&self) -> Target {
        Target::Tenant(T::SCHEMA)
    }
}

/// A tenant of whose type there is one value: a marker, [`Shared`] or [`Fixed`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known before the program runs",
    note = "a value of a set, or a `Schema`, is used through `Entity::of(value)`"
)]
pub trait Singleton: Tenant {
    /// That value.
    const VALUE: Self;
}

impl<T: StaticTenant> Singleton for T {
    const VALUE: Self = T::INSTANCE;
}

/// Says that tables of `Home` exist in this tenant's schema.
///
/// `Home` is a tenant set, or [`Shared`] or [`Fixed`] for tables that live once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tenant of `{Home}`",
    label = "not a tenant of `{Home}`"
)]
pub trait MemberOf<Home>: Tenant {}

/// Any tenant of set `S`, whenever it is known: a marker, a value of the set, a [`Schema`], or
/// [`Here`](crate::Here). For functions that serve them all; where only markers are meant,
/// [`StaticTenant`] is enough.
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
/// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64 }
/// use tenant::expr::exists;
///
/// /// How many people have bought something.
/// async fn buyers<T: TenantOf<Client>>(tenant: T, db: &Database) -> Result<u64> {
///     let bought = Person::of(tenant)
///         .filter(|person| exists(Order::of(tenant).filter(|order| order.buyer.eq(person.id))));
///     db.transaction(tenant, async |tx| bought.count(tx).await).await
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
///
/// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
/// Client1Order::insert(NewOrder { buyer: ada.id }).execute(&db).await?;
/// assert_eq!(buyers(Client1, &db).await?, 1);
/// assert_eq!(buyers(Client::Client2, &db).await?, 0);
/// assert_eq!(buyers(Schema::new("client1")?, &db).await?, 1);
/// # Ok(())
/// # }
/// ```
pub trait TenantOf<S: TenantSet>: MemberOf<S> + Admits<Self> + Admits<Shared<S>> {}

impl<S: TenantSet, T: MemberOf<S> + Admits<T> + Admits<Shared<S>>> TenantOf<S> for T {}

/// The tenant of a set at this position ([`index`](crate::index)): how the aliases (`Client1Foo`) reach the
/// marker types through nothing but the set's path.
pub trait Variant<S> {
    /// The marker type.
    type Tenant: StaticTenant;
}

/// Says that a session or transaction of this tenant may run statements of `Other`: its own,
/// and those on tables that live once.
#[diagnostic::on_unimplemented(
    message = "a session or transaction of tenant `{Self}` cannot run a statement of tenant `{Other}`",
    label = "bound to tenant `{Self}`, but the statement belongs to `{Other}`",
    note = "open a session of `{Other}`, or pass the `Database`, which serves every tenant"
)]
pub trait Admits<Other> {
    /// Compares the two tenants where that is not settled by their types.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TenantMismatch`] when they differ.
    #[doc(hidden)]
    fn check(&self, other: &Other) -> Result<()> {
        let _ = other;
        Ok(())
    }
}

impl<T: StaticTenant> Admits<T> for T {}
impl<T: StaticTenant> Admits<Shared<T::Set>> for T {}
/// A schema of its own is as visible as the shared one, to the tenants of its set.
impl<T: Admits<Shared<E::Set>>, E: FixedEntity + Entity> Admits<Fixed<E>> for T {}

impl<S: TenantSet> Admits<Self> for Shared<S> {}

impl<S: TenantSet> MemberOf<S> for Schema {}
impl<S: TenantSet> Admits<Shared<S>> for Schema {}
impl Admits<Self> for Schema {
    fn check(&self, other: &Self) -> Result<()> {
        check_same(self, other)
    }
}

/// Compares two tenants of the same type that are only known at run time.
///
/// # Errors
///
/// [`ErrorKind::TenantMismatch`] when they differ.
pub fn check_same<T: Tenant>(expected: &T, found: &T) -> Result<()> {
    if expected == found {
        return Ok(());
    }
    Err(mismatch(expected.schema(), found.schema()))
}

#[cold]
pub(crate) fn mismatch(expected: &str, found: &str) -> Error {
    Error::new(
        ErrorKind::TenantMismatch,
        format!(
            "tenant `{expected}` was expected, but a value of tenant `{found}` was given; nothing was sent"
        ),
    )
}
