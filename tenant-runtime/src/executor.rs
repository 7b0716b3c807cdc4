//! What a statement can run on, and how that is turned into the one thing that `run` needs: a
//! client, with what this library knows about its connection.

use std::sync::Arc;

use tokio_postgres::{Client, GenericClient};

use crate::{
    Result,
    connection::State,
    pool::{Pool, PooledConnection},
    route::nowhere,
    tenant::{Target, Tenant},
    transaction::Fate,
};

/// Something that runs the statements of tenant `T`.
///
/// A [`Database`](crate::Database) and a plain `tokio_postgres` client or transaction run those
/// of any tenant; a [`Session`](crate::Session) and a [`Transaction`](crate::Transaction) those
/// of their own, and those on tables that live once.
///
/// On a client that is not of this library's pool, nothing is kept between statements: each is sent
/// unprepared, in one round trip, and names its schema, whatever the route of a `Database` beside it.
///
/// The terminal verbs take `&dyn Executor<T>`, to which a reference to any of these coerces. The
/// indirection costs one call per statement; in return a wrong tenant is one error, not one per
/// use of the verb's future, and no verb is compiled once per executor.
///
/// # Examples
///
/// A function that runs on whatever its caller has; it takes the tenant as well, which a session
/// alone does not tell the compiler:
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// async fn add<T: StaticTenant<Set = Client>>(
///     tenant: T,
///     executor: &dyn Executor<T>,
///     name: &str,
/// ) -> Result<Scoped<T, Foo>> {
///     Foo::of(tenant).insert(NewFoo { name: name.into() }).fetch_one(executor).await
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
///
/// let ada = add(Client1, &db, "Ada").await?;
/// let bob = db.transaction(Client1, async |tx| add(Client1, tx, "Bob").await).await?;
/// assert_eq!((ada.id, bob.id), (1, 2));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot run a statement of tenant `{T}`",
    label = "does not run statements of `{T}`",
    note = "pass a `Database`, a `Session` or `Transaction` of `{T}`, or a `tokio_postgres` client or transaction"
)]
pub trait Executor<T>: Send + Sync {
    #[doc(hidden)]
    fn lease(&self, tenant: &T) -> Result<Lease<'_>>;
}

/// A connection to run one statement on, or the pool to take it from.
#[expect(
    missing_debug_implementations,
    reason = "opaque: only this crate makes and uses it"
)]
#[derive(Clone, Copy)]
pub struct Lease<'a>(&'a dyn Source);

/// Where a connection comes from.
///
/// A lease is a reference to one, which is returned in registers. What is returned through memory
/// would be written into the future of the statement, which is copied as a whole then.
pub(crate) trait Source: Send + Sync {
    fn link(&self) -> Link<'_>;
}

pub(crate) enum Link<'a> {
    Pool(&'a Pool),
    Held(Held<'a>),
}

/// A client, and what is known about its connection.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) client: &'a Client,
    /// Absent for a client that is not of this library's pool.
    pub(crate) state: Option<&'a State>,
    /// Present in a transaction.
    pub(crate) fate: Option<&'a Fate>,
}

impl<'a> Held<'a> {
    /// How statements for a target are written, and what has to be set for them.
    #[expect(
        clippy::inline_always,
        reason = "a dozen instructions of each statement"
    )]
    #[inline(always)]
    pub(crate) fn way<'t>(self, target: &'t Target) -> Result<Way<'t>>
    where
        'a: 't,
    {
        let once = matches!(target, Target::Once(_));
        let Some(state) = self.state else {
            // A client of the user's own: nothing is known of its session.
            return Ok(Way {
                schema: target.schema().ok_or_else(|| nowhere(target))?,
                qualified: true,
                once,
            });
        };
        Ok(Way {
            schema: state.route.schema(target)?,
            qualified: state.route.qualifies(target),
            once,
        })
    }
}

/// How a statement reaches its tenant's schema on a certain connection.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    pub(crate) schema: &'a str,
    /// Whether tables are named with their schema.
    pub(crate) qualified: bool,
    /// Whether the schema is no tenant's, so that no tenant has to be set.
    pub(crate) once: bool,
}

/// A connection for the time of one statement.
pub(crate) enum Line<'a> {
    Pooled(PooledConnection),
    Held(Held<'a>),
}

impl<'a> Lease<'a> {
    pub(crate) fn of(source: &'a dyn Source) -> Self {
        Self(source)
    }

    /// Whether statements may be for these schemas at once, by the route.
    pub(crate) fn admit(self, schemas: &[String]) -> Result<()> {
        match self.link() {
            Link::Pool(pool) => pool.route().admit(schemas),
            Link::Held(held) => held
                .state
                .map_or(Ok(()), |state| state.route.admit(schemas)),
        }
    }

    /// The connection, or the pool.
    #[inline]
    pub(crate) fn link(self) -> Link<'a> {
        self.0.link()
    }
}

impl Line<'_> {
    #[inline]
    pub(crate) fn held(&self) -> Held<'_> {
        match self {
            Self::Held(held) => *held,
            Self::Pooled(connection) => connection.held(),
        }
    }
}

/// A client that is not of this library's pool, about which nothing is known.
impl Source for Client {
    fn link(&self) -> Link<'_> {
        Link::Held(Held {
            client: self,
            state: None,
            fate: None,
        })
    }
}

impl Source for Pool {
    fn link(&self) -> Link<'_> {
        Link::Pool(self)
    }
}

impl Source for PooledConnection {
    fn link(&self) -> Link<'_> {
        Link::Held(self.held())
    }
}

impl<T: Tenant> Executor<T> for Client {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(self))
    }
}

impl<T: Tenant> Executor<T> for tokio_postgres::Transaction<'_> {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(GenericClient::client(self)))
    }
}

#[cfg(feature = "deadpool-postgres")]
impl<T: Tenant> Executor<T> for deadpool_postgres::Object {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(&***self))
    }
}

#[cfg(feature = "deadpool-postgres")]
impl<T: Tenant> Executor<T> for deadpool_postgres::ClientWrapper {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(&**self))
    }
}

#[cfg(feature = "deadpool-postgres")]
impl<T: Tenant> Executor<T> for deadpool_postgres::Transaction<'_> {
    fn lease(&self, _: &T) -> Result<Lease<'_>> {
        Ok(Lease::of(GenericClient::client(&**self)))
    }
}

impl<T, X: Executor<T> + ?Sized> Executor<T> for &X {
    fn lease(&self, tenant: &T) -> Result<Lease<'_>> {
        (**self).lease(tenant)
    }
}

impl<T, X: Executor<T> + ?Sized> Executor<T> for &mut X {
    fn lease(&self, tenant: &T) -> Result<Lease<'_>> {
        (**self).lease(tenant)
    }
}

impl<T, X: Executor<T> + ?Sized> Executor<T> for Arc<X> {
    fn lease(&self, tenant: &T) -> Result<Lease<'_>> {
        (**self).lease(tenant)
    }
}

impl<T, X: Executor<T> + ?Sized> Executor<T> for Box<X> {
    fn lease(&self, tenant: &T) -> Result<Lease<'_>> {
        (**self).lease(tenant)
    }
}
