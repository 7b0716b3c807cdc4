//! A tenant set: the enum that lists the fixed tenants, and what it can do as a whole.

use std::{error, fmt, str::FromStr};

use crate::{
    Database, Result,
    ddl::{self, Place},
    home::Each,
    query::{Across, EachQuery},
    roles::{self, Finding},
    tenant::{MemberOf, Tenant},
};

/// The enum that lists the tenants of a program; derived with `#[derive(TenantSet)]`.
///
/// A value of the set is itself a tenant, known at run time: [`FromStr`] finds it by the name of
/// its schema, [`Display`](fmt::Display) writes that name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tenant set",
    note = "derive it on the enum that lists your tenants: `#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]`"
)]
pub trait TenantSet: Tenant + MemberOf<Self> + FromStr<Err = UnknownTenant> + fmt::Display {
    /// The name of the enum.
    const NAME: &'static str;
    /// Every tenant, in the order of declaration.
    const ALL: &'static [Self];
    /// The name of every tenant's schema, in the same order.
    const SCHEMAS: &'static [&'static str];
    /// The schema of the tables that all tenants share.
    const SHARED: &'static str;

    /// The position of this tenant in [`TenantSet::ALL`].
    fn index(self) -> usize;

    /// Every tenant, in the order of declaration.
    fn all() -> std::iter::Copied<std::slice::Iter<'static, Self>> {
        Self::ALL.iter().copied()
    }

    /// Asks many tenants at once: one statement, with a part for each.
    ///
    /// The closure gets [`Each`] tenant and returns a query of it, which may be as any other: filtered, joined,
    /// ordered, limited, of rows or of values. It runs for each of `tenants`: values of the set, or schemas.
    /// The rows of an entity come back as those of their tenant; values come with it.
    ///
    /// Tables are named with their schemas, whatever the route, and read by the user of the connection, not by a
    /// tenant's role; where one tenant is served ([`Route::fixed`](crate::Route::fixed)), no other is asked. What runs
    /// it is a [`Database`], or a transaction of [`Shared`](crate::Shared), which sees all tenants as they
    /// are at one moment.
    ///
    /// A backend keeps what it knows of each table that it read, and the plan of a statement that was prepared with
    /// all its parts: that comes on top of what [`max_tenants`](crate::DatabaseBuilder::max_tenants) and
    /// [`max_statements`](crate::DatabaseBuilder::max_statements) bound.
    ///
    /// The server takes a lock on each table and index until the transaction ends, for which it has room for
    /// `max_locks_per_transaction` (64) × `max_connections` (100); so ask some hundred tenants at a time, not
    /// thousands ([Lock Management](https://www.postgresql.org/docs/current/runtime-config-locks.html)).
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
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// use tenant::expr::count;
    ///
    /// Client1Foo::insert(NewFoo { name: "Ada".into() }).execute(&db).await?;
    /// Client2Foo::insert(NewFoo { name: "Bob".into() }).execute(&db).await?;
    ///
    /// let foos = Client::across(Client::all(), |client| {
    ///     Foo::of(client).filter(|foo| foo.name.like("%b"))
    /// });
    /// let foos = foos.fetch_all(&db).await?;
    /// assert_eq!((Scoped::tenant(&foos[0]), foos[0].name.as_str()), (Client::Client2, "Bob"));
    ///
    /// let counts = Client::across(Client::all(), |client| Foo::of(client).all().select(|_| count()));
    /// let counts = counts.fetch_all(&db).await?;
    /// assert_eq!(counts, [(Client::Client1, 1), (Client::Client2, 1)]);
    /// # Ok(())
    /// # }
    /// ```
    fn across<T: MemberOf<Self>, Q: EachQuery<Self, T>>(
        tenants: impl IntoIterator<Item = T>,
        query: impl FnOnce(Each<Self>) -> Q,
    ) -> Across<Self, T, Q::Row> {
        Across::new(tenants.into_iter().collect(), query(Each::INSTANCE))
    }

    /// Creates the shared schema and every tenant's schema, with their tables.
    ///
    /// Each schema is made in one transaction. What exists already is left as it is, so the call
    /// may be repeated, also by two processes at once; it does not alter existing tables. A repeated
    /// call takes a lock on each indexed table for a moment, for which it waits until transactions
    /// that write to the table have ended; so make it part of a deployment, not of every start.
    ///
    /// The tables are those of every entity of the set in the program. A crate of entities that the
    /// program depends on but never names is not linked into it: name one of its items. Two sets
    /// whose schemas are the same share these, and a table of one name is made by whichever comes
    /// first.
    ///
    /// # Errors
    ///
    /// Any error of the server, such as SQLSTATE 42501 when the role may not create schemas, and
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when two entities claim one table.
    fn create_all(db: &Database) -> impl Future<Output = Result<()>> + Send {
        ddl::create_all::<Self>(db)
    }

    /// Creates one tenant's schema with its tables, and the shared schema if it is missing.
    ///
    /// # Errors
    ///
    /// As [`TenantSet::create_all`].
    fn create_schema<T: MemberOf<Self>>(
        db: &Database,
        tenant: &T,
    ) -> impl Future<Output = Result<()>> + Send {
        ddl::create_schema::<Self>(db, tenant.schema())
    }

    /// Drops one tenant's schema with everything in it. There is no way back.
    ///
    /// A schema that does not exist is not an error.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for the shared schema, and any
    /// error of the server.
    fn drop_schema<T: MemberOf<Self>>(
        db: &Database,
        tenant: &T,
    ) -> impl Future<Output = Result<()>> + Send {
        ddl::drop_schema::<Self>(db, tenant.schema())
    }

    /// Creates a role for every tenant, named as its schema, for the routes that switch to it or log
    /// in as it; and two for the set, `{shared}_owner` and `{shared}_reader`.
    ///
    /// A tenant's role may use the tables, sequences and functions of its own schema; as a member of
    /// the reader it reads the shared tables and calls the shared functions; and nothing else: PUBLIC
    /// may do nothing in any schema of the set. Its `search_path` in this database is its own and the
    /// shared schema. It cannot log in until it is altered to.
    ///
    /// The owner gets the schemas and all that is in them, but for what extensions made; nobody logs
    /// in as it. From then on [`TenantSet::create_all`] makes tables as this role, and the default
    /// privileges recorded for it give each tenant what is its due on tables to come. Whoever makes
    /// tables by hand should `SET ROLE` to it before. PostgreSQL lets PUBLIC execute new functions
    /// unless that is revoked for all schemas at once; it is revoked for this role alone, so that
    /// extensions and other users' functions are not concerned. Types stay usable by PUBLIC.
    ///
    /// The user that runs this must own the database and have `CREATEROLE`, or be a superuser, and
    /// becomes a member of the owner and of the tenants' roles. Another user for
    /// [`Route::set_role`](crate::Route::set_role) has to be granted these.
    ///
    /// What is missing is added, in several transactions, and schemas that are missing are made; a table
    /// whose owner changes is locked meanwhile. So the call may be repeated, after an error too and by
    /// several processes at once, and gives tenants that were added theirs. What somebody granted to
    /// other roles is not taken away; see [`TenantSet::check_roles`]. Roles belong to the cluster: they
    /// outlive the database, and two databases with the same names share them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when no role can have a name (`none`,
    /// `public`), and when one exists that must not be handed a tenant's privileges: the connected
    /// user, one that owns something, or one with an attribute such as `SUPERUSER`. SQLSTATE 42501 when
    /// the user may not create roles, and any other error of the server.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::{Route, prelude::*};
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # #[tenant(shared = "docs")]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::Server::start()?;
    /// # let url = server.url();
    /// let db = Database::builder(url).route(Route::set_role::<Client>()).build()?;
    /// Client::create_roles(&db).await?;
    /// Client::create_all(&db).await?;
    /// assert_eq!(Client::check_roles(&db).await?, []);
    ///
    /// let session = db.session(Client1).await?;
    /// let refused = session.client().batch_execute("TABLE client2.foo").await;
    /// assert!(refused.is_err());
    /// # Ok(())
    /// # }
    /// ```
    fn create_roles(db: &Database) -> impl Future<Output = Result<()>> + Send {
        roles::create::<Self>(db, Self::SCHEMAS)
    }

    /// Creates the role of one tenant, and those of the set, as [`TenantSet::create_roles`] does; for
    /// a tenant that is not listed in the set.
    ///
    /// # Errors
    ///
    /// As [`TenantSet::create_roles`].
    fn create_role<T: MemberOf<Self>>(
        db: &Database,
        tenant: &T,
    ) -> impl Future<Output = Result<()>> + Send {
        let schema = tenant.schema();
        async move {
            ddl::refuse_shared::<Self>(
                schema,
                "is not a tenant's; the set has roles for it already",
            )?;
            roles::create::<Self>(db, &[schema]).await
        }
    }

    /// Reports what differs from what [`TenantSet::create_roles`] makes, each with the statements
    /// that mend it, in the order in which to run them; empty if nothing does.
    ///
    /// It looks at the roles of the set, of every tenant in it, and of each other schema that belongs
    /// to the owner and has a role of its name: their attributes and memberships, their `search_path`,
    /// what they own, and what they are granted anywhere in this database; at who owns the schemas of
    /// the set and what is in them; at whatever anybody but an owner may do there, PUBLIC and roles
    /// that the set knows nothing of included; and at default privileges. It looks at the database
    /// that it runs in, not at others of the cluster.
    ///
    /// # Errors
    ///
    /// Any error of the server, and [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when no
    /// role can have a name.
    fn check_roles(db: &Database) -> impl Future<Output = Result<Vec<Finding>>> + Send {
        roles::check::<Self>(db)
    }

    /// The statements that [`TenantSet::create_schema`] runs in the tenant's schema, as text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when two entities claim one table.
    fn ddl<T: MemberOf<Self>>(tenant: &T) -> Result<String> {
        ddl::render::<Self>(Place::Tenant(tenant.schema()))
    }

    /// The statements that make the shared schema and the fixed ones, as text.
    ///
    /// # Errors
    ///
    /// As [`TenantSet::ddl`].
    fn shared_ddl() -> Result<String> {
        ddl::render::<Self>(Place::Once)
    }
}

/// The name that was parsed belongs to no tenant of the set.
///
/// # Examples
///
/// ```
/// use tenant::prelude::*;
///
/// #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// enum Client {
///     Acme,
///     Globex,
/// }
///
/// let error = "glob_ex".parse::<Client>().unwrap_err();
/// assert_eq!(error.close(), ["globex"]);
/// assert_eq!(
///     error.to_string(),
///     "no tenant of `Client` has the schema `glob_ex`; did you mean `globex`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownTenant {
    set: &'static str,
    name: String,
    close: Vec<&'static str>,
}

impl UnknownTenant {
    /// The name that was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The schemas of the set whose names are close to it, the closest first; at most three.
    pub fn close(&self) -> &[&'static str] {
        &self.close
    }
}

impl fmt::Display for UnknownTenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no tenant of `{}` has the schema `{}`",
            self.set,
            self.name.escape_debug()
        )?;
        for (position, name) in self.close.iter().enumerate() {
            let lead = if position == 0 {
                "; did you mean"
            } else {
                " or"
            };
            write!(f, "{lead} `{name}`")?;
        }
        if self.close.is_empty() {
            Ok(())
        } else {
            f.write_str("?")
        }
    }
}

impl error::Error for UnknownTenant {}

/// Finds a tenant by the name of its schema.
///
/// # Errors
///
/// [`UnknownTenant`], with the names that are close.
pub fn parse_tenant<S: TenantSet>(name: &str) -> Result<S, UnknownTenant> {
    match S::SCHEMAS.iter().position(|schema| *schema == name) {
        Some(index) => Ok(S::ALL[index]),
        None => Err(UnknownTenant {
            set: S::NAME,
            name: name.to_owned(),
            close: close_names(name, S::SCHEMAS),
        }),
    }
}

/// The schema of a value of a set.
pub fn schema_of<S: TenantSet>(member: S) -> &'static str {
    S::SCHEMAS[member.index()]
}

/// The least Jaro–Winkler similarity (0 to 1) at which a name is worth suggesting.
const CLOSE: f64 = 0.85;

fn close_names(name: &str, schemas: &'static [&'static str]) -> Vec<&'static str> {
    let mut scored: Vec<(f64, &'static str)> = schemas
        .iter()
        .map(|schema| (strsim::jaro_winkler(name, schema), *schema))
        .filter(|(score, _)| *score >= CLOSE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored
        .into_iter()
        .take(3)
        .map(|(_, schema)| schema)
        .collect()
}
