//! **One struct definition, one typed table handle per PostgreSQL schema.**
//!
//! For back ends that keep one schema per tenant: [`TenantSet`] lists the tenants, [`Entity`]
//! turns one struct into a handle per tenant (`Foo` → `Client1Foo`, `Client2Foo`, …), and a small
//! runtime on [`tokio_postgres`] executes their queries. The schema is part of the handle's type:
//! every statement names its schema, unless a [`Route`] says otherwise, and a wrong tenant does not
//! compile.
//!
//! # Example
//!
//! ```
//! use tenant::prelude::*;
//!
//! /// The customers this build serves; each has a schema of its own.
//! #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
//! pub enum Client {
//!     Client1, // schema "client1"
//!     Client2,
//!     #[tenant(schema = "acme-corp")]
//!     Acme,
//! }
//!
//! /// One definition. Expands to Client1Foo, Client2Foo and AcmeFoo.
//! #[derive(Entity, Debug)]
//! #[tenant(set = Client)]
//! pub struct Foo {
//!     #[tenant(key, generated)]
//!     pub id: i64,
//!     pub name: String,
//!     #[tenant(unique)]
//!     pub email: Option<String>,
//! }
//!
//! // Generic over the tenant: one function serves them all.
//! async fn rename<T: StaticTenant<Set = Client>>(db: &Database, id: i64, to: &str) -> Result<u64> {
//!     Foo::of(T::INSTANCE).find(id).set(|foo| foo.name.to(to)).execute(db).await
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let database = tenant::embedded::TestDatabase::create().await?;
//! # let url = database.url();
//! let db = Database::connect(&url).await?;
//! Client::create_all(&db).await?;
//!
//! let ada: Client1Foo = Client1Foo::insert(NewFoo { name: "Ada".into(), email: None })
//!     .fetch_one(&db)
//!     .await?;
//!
//! let page: Vec<Client1Foo> = Client1Foo::filter(|foo| foo.name.like("A%"))
//!     .order_by(|foo| foo.id.desc())
//!     .limit(10)
//!     .fetch_all(&db)
//!     .await?;
//! assert_eq!(page[0].name, "Ada");
//!
//! assert_eq!(rename::<Client1>(&db, ada.id, "Ada Lovelace").await?, 1);
//!
//! // The tenant is known only at run time, but it is one of the set.
//! let client: Client = "client2".parse()?; // typed error: no such tenant
//! let foo: Option<Scoped<Client, Foo>> = Foo::of(client).find(7).fetch_optional(&db).await?;
//! assert!(foo.is_none());
//!
//! // A schema that did not exist when the program was built.
//! let fresh = Schema::new("client_2041")?; // validated, quoted, at most 63 bytes
//! Client::create_schema(&db, &fresh).await?;
//! let foo = Foo::of(fresh).find(7).fetch_optional(&db).await?;
//! assert!(foo.is_none());
//! # Ok(())
//! # }
//! ```
//!
//! Handing a row of one tenant to another does not compile:
//!
//! ```compile_fail,E0308
//! # use tenant::prelude::*;
//! # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
//! # pub enum Client { Client1, Client2 }
//! # #[derive(Entity, Debug)]
//! # #[tenant(set = Client)]
//! # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
//! # fn main() {}
//! # fn mixed(ada: Client1Foo) {
//! Client2Foo::update(&ada);
//! //                 ^^^^ expected `&Scoped<Client2, Foo>`, found `&Scoped<Client1, Foo>`
//! # }
//! ```
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | tenant | one client; its tables live in one schema |
//! | tenant set | the enum that lists the fixed tenants ([`TenantSet`]) |
//! | shared schema | the schema of the tables that all tenants read (`public` unless named) |
//! | entity | the struct that you write ([`Entity`]) |
//! | table handle | [`Table<T, E>`](Table): entity `E` in tenant `T`'s schema |
//! | scoped row | [`Scoped<T, E>`](Scoped): a row of `E` that belongs to `T`; `Client1Foo` is its alias |
//! | session | [`Session<T>`](Session): a connection bound to one tenant |
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `tracing` (default) | a span around every statement, with OpenTelemetry's database attributes |
//! | `tls` | TLS by rustls |
//! | `embedded` | a throwaway server for tests and examples (Unix only) |
//! | `deadpool-postgres` | handles run on the objects of your own `deadpool_postgres` pool |
//! | `sql` | [`sql!`](sql): statements as text, checked when the program is built |
//! | `serde` | `Serialize` and `Deserialize` for scoped rows |
//! | `json`, `uuid`, `chrono`, `time`, `jiff`, `rust_decimal` | field types |

#![warn(missing_docs, missing_debug_implementations)] // every public item is read by a user

pub use tenant_macros::{Entity, FromRow, TenantSet, Value};
pub use tenant_runtime::*;

/// A statement as text: checked when the program is built, the same for every tenant and route.
///
/// What the builder cannot say is written in SQL, in one string literal or several (a line each), or in
/// a file beside the source: `sql!(file = "queries/top.sql")`. In braces stands what is not SQL:
///
/// | in braces | is |
/// |---|---|
/// | `{Foo}`, `{model::Foo}` | the table of an entity; its alias is the struct's name in `snake_case`, unless the text gives one: `{Foo} AS f` |
/// | `{f.name}` | a column: the field of the struct whose table has that alias |
/// | `{f.*}` | every column, in the list of a SELECT or RETURNING: a row of the entity |
/// | `{excluded.name}` | the column of a row that an `ON CONFLICT` excludes |
/// | `{name}`, `{form.name}`, `{now()}` | a value: sent beside the text, never a part of it |
/// | `{least: i64}` | a value of a type that nothing else says |
///
/// Braces inside a string or a comment of SQL are part of it: `'{"a": 1}'::jsonb`.
///
/// A value has the type of the column that it is compared with, stored in or listed for (`= ANY({ids})`),
/// or of its cast: `{least}::bigint`. Where the column may be null, a comparison takes the value alone,
/// an assignment and `IS NOT DISTINCT FROM` an `Option` too. A variable is borrowed, anything else moved.
///
/// The tables are looked up by the compiler, and so are the columns. So a column of an entity is written
/// in braces always, and no schema is ever written: what a `search_path` would decide does not compile.
/// Columns of a subquery are written without: `debts.owed`. PostgreSQL's own tables are
/// `pg_catalog.pg_class` and the like.
///
/// `.of(tenant)` makes it a tenant's; then the verbs are those of every statement, and say what a row is
/// read into, by position: a value, a `Scoped<T, Foo>`, a tuple of these, or a struct of yours with
/// `#[derive(FromRow)]`. See [`StatementOf`](query::StatementOf) and [`FromRow`]. What the compiler cannot know,
/// [`check_queries`] finds in a test: it has a server prepare every text of the program, for every tenant.
///
/// Options stand before the text: `crate = "my_app::tenant"`, as of the derives, and `file`.
///
/// # Examples
///
/// ```
/// use tenant::{check_queries, prelude::*};
///
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// #[derive(Entity, Debug)]
/// #[tenant(set = Client)]
/// pub struct Author { #[tenant(key, generated)] pub id: i64, pub name: String }
///
/// #[derive(Entity, Debug)]
/// #[tenant(set = Client)]
/// pub struct Book {
///     #[tenant(key, generated)]
///     pub id: i64,
///     #[tenant(references = Author)]
///     pub author: i64,
///     pub title: String,
///     pub year: i32,
/// }
///
/// #[derive(FromRow)]
/// struct Summary<T: Tenant> {
///     author: Scoped<T, Author>,
///     books: i64,
/// }
///
/// /// Authors with their number of books since a year.
/// async fn since<T: StaticTenant<Set = Client>>(
///     tenant: T,
///     db: &Database,
///     year: i32,
/// ) -> Result<Vec<Summary<T>>> {
///     sql!(
///         "SELECT {author.*}, count({book.id})"
///         "FROM {Author} LEFT JOIN {Book} ON {book.author} = {author.id} AND {book.year} >= {year}"
///         "GROUP BY {author.id} ORDER BY 3 DESC, {author.name}"
///     )
///     .of(tenant)
///     .fetch_all(db)
///     .await
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
///
/// let name = "Ada";
/// let ada: Client1Author = sql!("INSERT INTO {Author} ({author.name}) VALUES ({name}) RETURNING {author.*}")
///     .of(Client1)
///     .fetch_one(&db)
///     .await?;
/// for (title, year) in [("Notes", 1843), ("Letters", 1840)] {
///     let book = NewBook { author: ada.id, title: title.into(), year };
///     Client1Book::insert(book).execute(&db).await?;
/// }
/// let authors = since(Client1, &db, 1842).await?;
/// assert_eq!((&*authors[0].author.name, authors[0].books), ("Ada", 1));
/// assert!(since(Client2, &db, 1842).await?.is_empty());
///
/// // The tenant is known only at run time; the statement is kept, and run for two.
/// let old = sql!("DELETE FROM {Book} WHERE {book.year} < {1842}");
/// assert_eq!(old.of(Client::Client1).execute(&db).await?, 1);
/// assert_eq!(old.of(Schema::new("client2")?).execute(&db).await?, 0);
///
/// assert!(check_queries::<Client>(&db).await? >= 3); // in your tests
/// # Ok(())
/// # }
/// ```
///
/// A column that there is not:
///
/// ```compile_fail,E0609
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # fn main() {
/// let _ = sql!("SELECT {foo.nam} FROM {Foo}").of(Client1);
/// # }
/// ```
#[cfg(feature = "sql")]
pub use tenant_macros::sql;

#[doc(hidden)]
pub mod __private {
    pub use tenant_macros::handles;
    pub use tenant_runtime::private::*;
}

/// What most modules that use `tenant` import.
pub mod prelude {
    #[cfg(feature = "json")]
    pub use crate::Json;
    #[cfg(feature = "json")]
    pub use crate::expr::JsonExpression as _;
    #[cfg(feature = "sql")]
    pub use crate::sql;
    pub use crate::{
        Database, Entity, Error, ErrorKind, Executor, FromRow, Result, Schema, Scoped, Session,
        Shared, StaticTenant, Table, Tenant, TenantOf, TenantSet, Transaction, Value,
        expr::{
            AggregateExpression as _, ArrayExpression as _, BoolExpression as _,
            CastExpression as _, Comparison as _, Expression as _, NullExpression as _,
            NumberExpression as _, Ordering as _, QueryExpression as _, SearchExpression as _,
            TextExpression as _, TimeExpression as _, WindowExpression as _,
        },
    };
}

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The guide's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../ROUTES.md")]
struct Routes;
