//! How a statement reaches its tenant's schema: by name in its text, or by the state of the
//! connection that it runs on.

use std::{fmt, sync::Arc};

use tokio_postgres::Config;

use crate::{
    Error, ErrorKind, Result, Schema,
    def::{HomeDef, Registration},
    pooler::Pooler,
    set::TenantSet,
    sql::{literal, quoted},
    tenant::{Target, mismatch},
};

/// How statements reach their tenant's schema; a setting of the
/// [`Database`](crate::DatabaseBuilder::route), which changes nothing else in a program.
///
/// Tables that live once, in the shared or a fixed schema, are named with their schema under every
/// route. So are all tables on a session whose [client](crate::Session::client) was handed out,
/// since its settings may have changed since.
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
/// let db = Database::builder(url).route(Route::search_path::<Client>()).build()?;
/// # Client::create_all(&db).await?;
/// let ada = Client1Foo::insert(NewFoo { name: "Ada".into() }).fetch_one(&db).await?;
/// assert_eq!(Client1Foo::find(ada.id).fetch_one(&db).await?.name, "Ada");
/// assert_eq!(Client2Foo::all().count(&db).await?, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Route {
    kind: Kind,
    /// The schema that is in every tenant's path.
    shared: &'static str,
    /// Whether statements name the tenant's schema.
    qualified: bool,
    /// Whether sessions have a path that leads nowhere; see [`Route::at_rest`].
    rests: bool,
    /// Finds a table whose name means a tenant's and a shared one.
    ambiguous: fn() -> Option<&'static str>,
}

#[derive(Clone)]
enum Kind {
    Qualified,
    Fixed(Schema),
    SearchPath(Extent),
    ConnectOptions,
    SwitchedRole(Extent),
    LoginRole(Credentials),
}

/// Names the login of a tenant by its schema.
type Credentials = Arc<dyn Fn(&str) -> Result<Login> + Send + Sync>;

/// How long a setting of the connection lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Session,
    Transaction,
}

/// Whom to connect as; see [`Route::login_role`].
#[derive(Clone)]
pub struct Login {
    /// The name of the role.
    pub user: String,
    /// Its password, if the server asks for one.
    pub password: Option<String>,
}

impl Route {
    /// The schema is in every statement, and no state in the connection: nothing to set, nothing to
    /// undo, nothing that a transaction-mode pooler could mix up. The default.
    pub fn qualified() -> Self {
        Self {
            kind: Kind::Qualified,
            shared: "",
            qualified: true,
            rests: false,
            ambiguous: || None,
        }
    }

    /// One tenant per process, named by the configuration at start: statements of
    /// [`Entity::here`](crate::Entity::here) go to its schema, by name, and those of another tenant
    /// are refused before anything is sent.
    pub fn fixed(schema: Schema) -> Self {
        Self {
            kind: Kind::Fixed(schema),
            ..Self::qualified()
        }
    }

    /// `SET search_path` to the tenant's and the shared schema, when a connection is taken for
    /// another tenant than its last: one round trip.
    ///
    /// For code with raw SQL, functions or views that do not name a schema. Not behind a
    /// transaction-mode pooler.
    pub fn search_path<S: TenantSet>() -> Self {
        Self::new::<S>(Kind::SearchPath(Extent::Session), false)
    }

    /// `SET LOCAL search_path` in each transaction. A single statement is wrapped in a transaction
    /// of its own, sent along with it: no round trip more.
    pub fn search_path_local<S: TenantSet>() -> Self {
        Self::new::<S>(Kind::SearchPath(Extent::Transaction), false)
    }

    /// Connections of its own for every tenant, whose `search_path` is set as they are opened
    /// (`options=-c search_path=…`). Idle connections of other tenants are closed where the bound on
    /// all of them together is reached.
    pub fn connect_options<S: TenantSet>() -> Self {
        Self::new::<S>(Kind::ConnectOptions, false)
    }

    /// `SET ROLE` to the role that is named as the tenant's schema, when a connection is taken for
    /// another tenant than its last: one round trip.
    ///
    /// The server then refuses raw SQL on other tenants' tables (SQLSTATE 42501), unless that SQL
    /// says `RESET ROLE`. The user of the URL has to be a member of these roles.
    pub fn set_role<S: TenantSet>() -> Self {
        Self::new::<S>(Kind::SwitchedRole(Extent::Session), true)
    }

    /// `SET LOCAL ROLE` in each transaction, as [`Route::search_path_local`] does with the path.
    pub fn set_local_role<S: TenantSet>() -> Self {
        Self::new::<S>(Kind::SwitchedRole(Extent::Transaction), true)
    }

    /// Connections of its own for every tenant, opened as a role of its own, which the callback
    /// names by the tenant's schema. The server refuses everything else to it, injected SQL
    /// included. What belongs to no tenant, such as [`TenantSet::create_all`], runs as the user of
    /// the URL.
    pub fn login_role<S: TenantSet>(
        credentials: impl Fn(&str) -> Result<Login> + Send + Sync + 'static,
    ) -> Self {
        Self::new::<S>(Kind::LoginRole(Arc::new(credentials)), true)
    }

    /// Statements do not name the tenant's schema; for the roles' routes, whose `search_path` is
    /// then set with the role. [`DatabaseBuilder::build`](crate::DatabaseBuilder::build) refuses it
    /// for routes that have no path.
    pub fn unqualified(mut self) -> Self {
        self.qualified = false;
        self
    }

    fn new<S: TenantSet>(kind: Kind, qualified: bool) -> Self {
        Self {
            kind,
            shared: S::SHARED,
            qualified,
            rests: false,
            ambiguous: ambiguous::<S>,
        }
    }

    /// The route as it works behind a pooler, or none; refuses what cannot work, with the reason.
    pub(crate) fn behind(mut self, pooler: Pooler) -> Result<Self> {
        self.check(pooler)?;
        // What is set for a session stays on the pooler's connection, for its next client.
        self.rests = self.is_local() && self.has_path() && pooler == Pooler::None;
        Ok(self)
    }

    fn check(&self, pooler: Pooler) -> Result<()> {
        let transaction_pooler = pooler == Pooler::Transaction;
        let problem = match &self.kind {
            Kind::Qualified | Kind::Fixed(_) if !self.qualified => {
                "statements without a schema need a route that sets a `search_path`; leave out `unqualified`"
            }
            Kind::SearchPath(Extent::Session) if transaction_pooler => {
                "a transaction-mode pooler hands a session's `search_path` to other clients; use `Route::search_path_local`"
            }
            Kind::SwitchedRole(Extent::Session) if transaction_pooler => {
                "a transaction-mode pooler hands a session's role to other clients; use `Route::set_local_role`"
            }
            Kind::ConnectOptions if pooler != Pooler::None => {
                "a pooler ignores or refuses `options=-c search_path=…`; use `Route::search_path_local`"
            }
            Kind::LoginRole(_) if pooler != Pooler::None && !self.qualified => {
                "a pooler ignores or refuses `options=-c search_path=…`; leave out `unqualified`"
            }
            _ if self.shared == "$user" => {
                "the shared schema is named `$user`, which a `search_path` takes for the connecting user's; rename it"
            }
            _ => return self.check_tables(),
        };
        Err(Error::new(ErrorKind::InvalidInput, problem))
    }

    /// A path goes on to the shared schema where a tenant's lacks a table.
    fn check_tables(&self) -> Result<()> {
        match (self.ambiguous)() {
            Some(table) if self.has_path() => Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "`{table}` is a table of each tenant and a shared one, which a `search_path` could mix up; rename one, or use `Route::qualified`"
                ),
            )),
            _ => Ok(()),
        }
    }

    /// The tenant that a connection for this target has to be set for, if any.
    pub(crate) fn tenant<'a>(&'a self, target: &'a Target) -> Result<Option<&'a str>> {
        if let Target::Once(_) = target {
            return Ok(None);
        }
        let name = self.schema(target)?;
        match self.refusal(name) {
            Some(reason) => Err(Error::new(ErrorKind::InvalidName, reason)),
            None => Ok(Some(name)),
        }
    }

    /// Why a schema cannot be a tenant's by this route: two names mean something else to the server,
    /// even in quotes.
    fn refusal(&self, schema: &str) -> Option<&'static str> {
        match (schema, &self.kind) {
            ("$user", _) if self.has_path() => Some(
                "a `search_path` takes `$user` for the connecting user's schema; rename the tenant's, or use `Route::qualified`",
            ),
            // https://www.postgresql.org/docs/current/sql-set-role.html
            ("none", Kind::SwitchedRole(_)) => Some(
                "`SET ROLE` takes `none` for no role; rename the tenant's schema, or use `Route::qualified`",
            ),
            _ => None,
        }
    }

    /// The schema that statements for this target are on.
    #[inline]
    pub(crate) fn schema<'a>(&'a self, target: &'a Target) -> Result<&'a str> {
        match (&self.kind, target.schema()) {
            (Kind::Fixed(only), None) if matches!(target, Target::Configured) => Ok(only.name()),
            (Kind::Fixed(only), Some(name))
                if only.name() != name && !matches!(target, Target::Once(_)) =>
            {
                Err(mismatch(only.name(), name))
            }
            (_, Some(name)) => Ok(name),
            (_, None) => Err(nowhere(target)),
        }
    }

    /// Whether statements may be for these schemas at once: where one tenant is served, for no other.
    pub(crate) fn admit(&self, schemas: &[String]) -> Result<()> {
        let Kind::Fixed(only) = &self.kind else {
            return Ok(());
        };
        match schemas.iter().find(|schema| *schema != only.name()) {
            Some(other) => Err(mismatch(only.name(), other)),
            None => Ok(()),
        }
    }

    /// Whether a connection serves one tenant for as long as it lives.
    pub(crate) fn is_dedicated(&self) -> bool {
        matches!(self.kind, Kind::ConnectOptions | Kind::LoginRole(_))
    }

    /// Whether statements for this target name its schema.
    #[inline]
    pub(crate) fn qualifies(&self, target: &Target) -> bool {
        self.qualified || matches!(target, Target::Once(_))
    }

    /// Whether what a statement means depends on what its session or transaction is set to.
    #[inline]
    pub(crate) fn has_settings(&self) -> bool {
        self.is_local() || !self.qualified
    }

    /// Whether each transaction is set for its tenant.
    fn is_local(&self) -> bool {
        matches!(
            self.kind,
            Kind::SearchPath(Extent::Transaction) | Kind::SwitchedRole(Extent::Transaction)
        )
    }

    fn has_path(&self) -> bool {
        !self.qualified
    }

    /// How to connect for a tenant, or for none.
    pub(crate) fn config(&self, base: &Config, tenant: Option<&str>) -> Result<Config> {
        let mut config = base.clone();
        let Some(tenant) = tenant else {
            return Ok(config);
        };
        if let Kind::LoginRole(credentials) = &self.kind {
            let login = credentials(tenant)?;
            if let (None, Some(user)) = (base.get_dbname(), base.get_user()) {
                config.dbname(user); // which it is for the URL, too; not that of the tenant's user
            }
            config.user(&login.user);
            if let Some(password) = &login.password {
                config.password(password);
            }
        }
        if self.is_dedicated() && self.has_path() {
            let earlier = base.get_options().unwrap_or_default();
            let path = escape_option(&self.path(tenant));
            config.options(format!("{earlier} -c search_path={path}").trim_start());
        }
        Ok(config)
    }

    /// What sets a session for a tenant, or for none; nothing where sessions have no state.
    pub(crate) fn session_setup(&self, tenant: Option<&str>) -> Option<String> {
        match (&self.kind, tenant) {
            (Kind::SearchPath(Extent::Session), Some(tenant)) => Some(self.set_path("SET", tenant)),
            // Its path is set already, as it was opened for the tenant.
            (Kind::ConnectOptions, Some(tenant)) => Some(must_exist(tenant)),
            (Kind::LoginRole(_), Some(tenant)) if self.has_path() => Some(must_exist(tenant)),
            (Kind::SearchPath(Extent::Session), None) => Some("RESET search_path".into()),
            (Kind::SwitchedRole(Extent::Session), Some(tenant)) => {
                Some(self.switch_role("SET", tenant))
            }
            (Kind::SwitchedRole(Extent::Session), None) => {
                Some("RESET ROLE; RESET search_path".into())
            }
            _ => None,
        }
    }

    /// What sets a transaction for its tenant, or for none; nothing where transactions have no state.
    pub(crate) fn local_setup(&self, tenant: Option<&str>) -> Option<String> {
        match (&self.kind, tenant) {
            (Kind::SearchPath(Extent::Transaction), Some(tenant)) => {
                Some(self.set_path("SET LOCAL", tenant))
            }
            (Kind::SwitchedRole(Extent::Transaction), Some(tenant)) => {
                Some(self.switch_role("SET LOCAL", tenant))
            }
            (_, None) if self.rests => Some("SET LOCAL search_path TO DEFAULT".into()),
            _ => None,
        }
    }

    /// What a session is set to outside of transactions: a path that leads nowhere, where statements
    /// depend on the one that their transaction sets. A `BEGIN` can fail, by a request to cancel or a
    /// `statement_timeout`, and the statement that was sent behind it runs all the same.
    pub(crate) fn at_rest(&self) -> &'static str {
        if self.rests {
            "SET search_path TO pg_temp;"
        } else {
            ""
        }
    }

    fn switch_role(&self, set: &str, tenant: &str) -> String {
        let role = format!("{set} ROLE {}", quoted(tenant));
        if self.has_path() {
            format!("{role}; {}", self.set_path(set, tenant))
        } else {
            role
        }
    }

    fn set_path(&self, set: &str, tenant: &str) -> String {
        let (check, path) = (must_exist(tenant), self.path(tenant));
        format!("{check}; {set} search_path TO {path}")
    }

    /// The tenant's schema, and the shared one. Temporary tables come last: by default they would
    /// come first, and hide a tenant's.
    fn path(&self, tenant: &str) -> String {
        format!("{}, {}, pg_temp", quoted(tenant), quoted(self.shared))
    }
}

impl Default for Route {
    fn default() -> Self {
        Self::qualified()
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.kind {
            Kind::Qualified => "qualified",
            Kind::Fixed(_) => "fixed",
            Kind::SearchPath(Extent::Session) => "search_path",
            Kind::SearchPath(Extent::Transaction) => "search_path_local",
            Kind::ConnectOptions => "connect_options",
            Kind::SwitchedRole(Extent::Session) => "set_role",
            Kind::SwitchedRole(Extent::Transaction) => "set_local_role",
            Kind::LoginRole(_) => "login_role",
        };
        f.debug_struct("Route")
            .field("name", &name)
            .field("qualified", &self.qualified)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Login {
    /// Leaves out the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Fails with SQLSTATE 3F000 if there is no such schema: a path passes over it without a word.
fn must_exist(schema: &str) -> String {
    let name = literal(&quoted(schema));
    format!("SELECT {name}::pg_catalog.regnamespace")
}

/// A table that the set has once per tenant, and another of the same name that is shared.
fn ambiguous<S: TenantSet>() -> Option<&'static str> {
    let tables = Registration::tables::<S>();
    let named = |home| {
        let of_home = tables.iter().filter(move |table| table.home == home);
        of_home.map(|table| table.name)
    };
    named(HomeDef::Tenant).find(|name| named(HomeDef::Shared).any(|other| other == *name))
}

/// The server splits `options` at white space, but for what a backslash precedes.
fn escape_option(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        // What C's `isspace` takes for white space, which is one more than Rust does.
        if character == '\\' || character.is_ascii_whitespace() || character == '\x0B' {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Why a statement has no schema to be on.
#[cold]
pub(crate) fn nowhere(target: &Target) -> Error {
    let problem = if matches!(target, Target::Each) {
        "a query of `Each` tenant runs across them; return it from the closure of `TenantSet::across`"
    } else {
        "`here()` is for a database that serves one tenant; build it with `Route::fixed(schema)`"
    };
    Error::new(ErrorKind::InvalidInput, problem)
}
