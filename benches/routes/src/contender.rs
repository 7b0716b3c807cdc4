//! The routes, each with a database that takes it.

use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::Serialize;
use tenant::prelude::*;
use tenant::{DatabaseBuilder, Here, Login, Route};
use tokio::sync::Barrier;

use crate::model::{self, Client, FixedMemory, FixedPlans, Ledger0, Memory, Plans};

/// A way to a tenant's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub(crate) enum Contender {
    Qualified,
    /// The same with tenants that the compiler lists, instead of runtime schemas.
    QualifiedMembers,
    Fixed,
    SearchPath,
    SearchPathLocal,
    ConnectOptions,
    SetRole,
    SetRoleUnqualified,
    SetLocalRole,
    SetLocalRoleUnqualified,
    LoginRole,
}

impl Contender {
    /// As the tables name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Qualified => "`qualified()`",
            Self::QualifiedMembers => "`qualified()`, values of the set",
            Self::Fixed => "`fixed(schema)`",
            Self::SearchPath => "`search_path()`",
            Self::SearchPathLocal => "`search_path_local()`",
            Self::ConnectOptions => "`connect_options()`",
            Self::SetRole => "`set_role()`",
            Self::SetRoleUnqualified => "`set_role().unqualified()`",
            Self::SetLocalRole => "`set_local_role()`",
            Self::SetLocalRoleUnqualified => "`set_local_role().unqualified()`",
            Self::LoginRole => "`login_role()`",
        }
    }

    /// Whether every tenant has connections of its own.
    pub(crate) fn is_dedicated(self) -> bool {
        matches!(self, Self::ConnectOptions | Self::LoginRole)
    }

    /// How many of so many tenants it can serve.
    pub(crate) fn tenants(self, schemas: usize) -> usize {
        match self {
            Self::Fixed => 1,
            Self::QualifiedMembers => schemas.min(Client::ALL.len()),
            _ => schemas,
        }
    }

    /// Whether there is something to measure with so many schemas.
    pub(crate) fn can_serve(self, schemas: usize) -> bool {
        self == Self::Fixed || self.tenants(schemas) == schemas
    }

    fn route(self, first: Schema) -> Route {
        match self {
            Self::Qualified | Self::QualifiedMembers => Route::qualified(),
            Self::Fixed => Route::fixed(first),
            Self::SearchPath => Route::search_path::<Client>(),
            Self::SearchPathLocal => Route::search_path_local::<Client>(),
            Self::ConnectOptions => Route::connect_options::<Client>(),
            Self::SetRole => Route::set_role::<Client>(),
            Self::SetRoleUnqualified => Route::set_role::<Client>().unqualified(),
            Self::SetLocalRole => Route::set_local_role::<Client>(),
            Self::SetLocalRoleUnqualified => Route::set_local_role::<Client>().unqualified(),
            Self::LoginRole => Route::login_role::<Client>(|schema| {
                Ok(Login {
                    user: schema.into(),
                    password: None,
                })
            }),
        }
    }
}

/// A database under one route, and its tenants by number.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) contender: Contender,
    pub(crate) db: Database,
    schemas: Vec<Schema>,
}

/// Evaluates an expression with the tenant as this contender takes it.
macro_rules! with_tenant {
    ($subject:expr, $index:expr, $tenant:ident => $work:expr) => {
        match $subject.contender {
            Contender::Fixed => {
                let $tenant = Here::<Client>::INSTANCE;
                $work
            }
            Contender::QualifiedMembers => {
                let $tenant = Client::ALL[$index];
                $work
            }
            _ => {
                let $tenant = $subject.schemas[$index];
                $work
            }
        }
    };
}

impl Subject {
    pub(crate) fn new(
        contender: Contender,
        url: &str,
        schemas: &[Schema],
        settings: impl FnOnce(DatabaseBuilder) -> DatabaseBuilder,
    ) -> Result<Self> {
        let builder = Database::builder(url).route(contender.route(schemas[0]));
        Ok(Self {
            contender,
            db: settings(builder).build()?,
            schemas: schemas.to_vec(),
        })
    }

    pub(crate) fn tenants(&self) -> usize {
        self.contender.tenants(self.schemas.len())
    }

    /// Selects one row by its key, on a connection that is taken for it.
    pub(crate) async fn find(&self, tenant: usize, id: i64) -> Result<()> {
        with_tenant!(self, tenant, tenant => {
            Ledger0::of(tenant).find(id).fetch_one(&self.db).await.map(drop)
        })
    }

    /// A transaction of two statements.
    pub(crate) async fn transaction(&self, tenant: usize) -> Result<()> {
        with_tenant!(self, tenant, tenant => {
            self.db.transaction(tenant, async |tx| {
                Ledger0::of(tenant).find(1).fetch_one(tx).await?;
                Ledger0::of(tenant).find(2).fetch_one(tx).await.map(drop)
            }).await
        })
    }

    /// Has a session's raw client, which makes its connection suspect.
    pub(crate) async fn take_client(&self, tenant: usize) -> Result<()> {
        with_tenant!(self, tenant, tenant => {
            let session = self.db.session(tenant).await?;
            session.client();
            Ok(())
        })
    }

    /// Runs every statement on every table of a tenant so many times; reads what the backend then
    /// holds, if asked to.
    pub(crate) async fn touch(
        &self,
        tenant: usize,
        id: i64,
        times: usize,
        probe: bool,
    ) -> Result<Option<Memory>> {
        with_tenant!(self, tenant, tenant => {
            let session = self.db.session(tenant).await?;
            model::touch(&session, id, times).await?;
            if !probe {
                return Ok(None);
            }
            let memory = FixedMemory::all().fetch_one(&session).await?;
            Ok(Some(Scoped::into_inner(memory)))
        })
    }

    /// Reads what a backend holds, once as many callers as the barrier waits for have one each.
    pub(crate) async fn probe(&self, tenant: usize, together: &Barrier) -> Result<Memory> {
        with_tenant!(self, tenant, tenant => {
            let session = self.db.session(tenant).await?;
            together.wait().await;
            let memory = FixedMemory::all().fetch_one(&session).await?;
            together.wait().await;
            Ok(Scoped::into_inner(memory))
        })
    }

    /// Selects two rows in one session; returns how long the first and the second took.
    pub(crate) async fn find_twice(&self, tenant: usize) -> Result<[Duration; 2]> {
        with_tenant!(self, tenant, tenant => {
            let session = self.db.session(tenant).await?;
            let start = Instant::now();
            Ledger0::of(tenant).find(1).fetch_one(&session).await?;
            let between = Instant::now();
            Ledger0::of(tenant).find(2).fetch_one(&session).await?;
            Ok([between.duration_since(start), between.elapsed()])
        })
    }

    /// How the backend that serves a tenant planned its statements.
    pub(crate) async fn plans(&self, tenant: usize) -> Result<Plans> {
        with_tenant!(self, tenant, tenant => {
            let session = self.db.session(tenant).await?;
            let plans = FixedPlans::all().fetch_one(&session).await?;
            Ok(Scoped::into_inner(plans))
        })
    }
}
