//! Who is compared.

use std::sync::Arc;

use anyhow::Result;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use tenant::{Route, Schema};

use crate::{
    by_clorinde::ByClorinde,
    by_deadpool::ByDeadpool,
    by_diesel::ByDiesel,
    by_hand::{ByHand, ByHandEach, ByPath, ByText},
    by_sea_orm::BySeaOrm,
    by_sqlx::BySqlx,
    by_toasty::ByToasty,
    job::{Runs, Workload},
    model::{Client, schema},
    ours::{Handle, Ours, login_role},
};

/// A way to do the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub(crate) enum Contender {
    /// tokio-postgres with held statements: what the others are held against.
    Hand,
    /// The same with code for each tenant, as static handles have it.
    HandEach,
    HandPath,
    /// By hand, each statement prepared as it comes; only for the first of a tenant.
    #[value(skip)]
    HandFirst,
    Static,
    OfTheSet,
    Runtime,
    Fixed,
    SearchPath,
    SearchPathLocal,
    ConnectOptions,
    SetRole,
    SetLocalRole,
    LoginRole,
    Deadpool,
    Clorinde,
    ClorindePath,
    Sqlx,
    SqlxPath,
    Diesel,
    DieselPath,
    SeaOrm,
    SeaOrmPath,
    Toasty,
}

impl Contender {
    pub(crate) const ALL: [Self; 23] = [
        Self::Hand,
        Self::HandEach,
        Self::HandPath,
        Self::Static,
        Self::OfTheSet,
        Self::Runtime,
        Self::Fixed,
        Self::SearchPath,
        Self::SearchPathLocal,
        Self::ConnectOptions,
        Self::SetRole,
        Self::SetLocalRole,
        Self::LoginRole,
        Self::Deadpool,
        Self::Clorinde,
        Self::ClorindePath,
        Self::Sqlx,
        Self::SqlxPath,
        Self::Diesel,
        Self::DieselPath,
        Self::SeaOrm,
        Self::SeaOrmPath,
        Self::Toasty,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hand => "tokio-postgres by hand",
            Self::HandEach => "by hand, code for each tenant",
            Self::HandPath => "by hand, `SET search_path` and `RESET`",
            Self::HandFirst => "by hand, prepare and execute",
            Self::Static => "tenant, static handles",
            Self::OfTheSet => "tenant, values of the set",
            Self::Runtime => "tenant, runtime schemas",
            Self::Fixed => "tenant, `fixed(schema)`",
            Self::SearchPath => "tenant, `search_path()`",
            Self::SearchPathLocal => "tenant, `search_path_local()`",
            Self::ConnectOptions => "tenant, `connect_options()`",
            Self::SetRole => "tenant, `set_role()`",
            Self::SetLocalRole => "tenant, `set_local_role()`",
            Self::LoginRole => "tenant, `login_role()`",
            Self::Deadpool => "deadpool, `prepare_cached`",
            Self::Clorinde => "clorinde, queries per schema",
            Self::ClorindePath => "clorinde, search_path",
            Self::Sqlx => "sqlx, schema in the text",
            Self::SqlxPath => "sqlx, search_path",
            Self::Diesel => "diesel-async, `table!` per schema",
            Self::DieselPath => "diesel-async, search_path",
            Self::SeaOrm => "sea-orm, entity per schema",
            Self::SeaOrmPath => "sea-orm, search_path",
            Self::Toasty => "toasty, search_path on connecting",
        }
    }

    /// Whether it is the library's own, under the route that it recommends.
    pub(crate) fn is_ours(self) -> bool {
        matches!(self, Self::Static | Self::OfTheSet | Self::Runtime)
    }

    /// Whether it is the library's own, under a route that it does not recommend for everyone.
    pub(crate) fn is_other_route(self) -> bool {
        matches!(
            self,
            Self::Fixed
                | Self::SearchPath
                | Self::SearchPathLocal
                | Self::ConnectOptions
                | Self::SetRole
                | Self::SetLocalRole
                | Self::LoginRole
        )
    }

    /// Whether it is another library.
    pub(crate) fn is_peer(self) -> bool {
        self.is_rival() || matches!(self, Self::Deadpool | Self::Clorinde | Self::ClorindePath)
    }

    /// Whether it is one of the libraries that the goal names, which ours has to be faster than.
    pub(crate) fn is_rival(self) -> bool {
        matches!(
            self,
            Self::Sqlx
                | Self::SqlxPath
                | Self::Diesel
                | Self::DieselPath
                | Self::SeaOrm
                | Self::SeaOrmPath
                | Self::Toasty
        )
    }

    /// Whether each tenant has a statement of its own on a connection. Where one serves them all, with the path set
    /// before, the server plans it anew whenever the path changes, so that there is no plan to wait for.
    pub(crate) fn prepares_per_tenant(self) -> bool {
        !matches!(
            self,
            Self::HandPath
                | Self::ClorindePath
                | Self::SqlxPath
                | Self::DieselPath
                | Self::SeaOrmPath
        )
    }

    /// How many tenants it can serve here.
    fn most(self) -> usize {
        match self {
            Self::Fixed => 1,
            // What is written for each tenant is written for twenty; and each of those with connections of
            // its own has as many of them.
            Self::HandEach
            | Self::Static
            | Self::Clorinde
            | Self::Diesel
            | Self::SeaOrm
            | Self::Toasty
            | Self::ConnectOptions
            | Self::LoginRole
            | Self::SetRole
            | Self::SetLocalRole => 20,
            _ => usize::MAX,
        }
    }

    pub(crate) fn can_serve(self, tenants: usize) -> bool {
        tenants <= self.most()
    }

    /// Connects it, so many times, ready for a workload.
    pub(crate) async fn connect(
        self,
        url: &str,
        workload: Workload,
        tenants: usize,
        connections: usize,
    ) -> Result<Arc<dyn Runs>> {
        // Where each tenant has connections of its own, as many for each.
        let all = match self {
            Self::ConnectOptions | Self::LoginRole => connections * tenants,
            _ => connections,
        };
        let ours = |handle, route| Ours::connect(url, handle, route, tenants, all);
        Ok(match self {
            Self::Hand => Arc::new(ByHand::connect(url, workload, tenants, connections).await?),
            Self::HandEach => {
                Arc::new(ByHandEach::connect(url, workload, tenants, connections).await?)
            }
            Self::HandPath => Arc::new(ByPath::connect(url, workload, connections).await?),
            Self::HandFirst => Arc::new(ByText::connect(url).await?),
            Self::Static => Arc::new(ours(Handle::Static, Route::qualified())?),
            Self::OfTheSet => Arc::new(ours(Handle::OfTheSet, Route::qualified())?),
            Self::Runtime => Arc::new(ours(Handle::Runtime, Route::qualified())?),
            Self::Fixed => {
                let route = Route::fixed(Schema::new(&schema(0))?);
                Arc::new(ours(Handle::Fixed, route)?)
            }
            Self::SearchPath => Arc::new(ours(Handle::OfTheSet, Route::search_path::<Client>())?),
            Self::SearchPathLocal => Arc::new(ours(
                Handle::OfTheSet,
                Route::search_path_local::<Client>(),
            )?),
            Self::ConnectOptions => {
                Arc::new(ours(Handle::OfTheSet, Route::connect_options::<Client>())?)
            }
            Self::SetRole => Arc::new(ours(Handle::OfTheSet, Route::set_role::<Client>())?),
            Self::SetLocalRole => {
                Arc::new(ours(Handle::OfTheSet, Route::set_local_role::<Client>())?)
            }
            Self::LoginRole => Arc::new(ours(Handle::OfTheSet, login_role())?),
            Self::Deadpool => Arc::new(ByDeadpool::connect(url, workload, tenants, connections)?),
            Self::Clorinde => Arc::new(ByClorinde::connect(url, false, connections)?),
            Self::ClorindePath => Arc::new(ByClorinde::connect(url, true, connections)?),
            Self::Sqlx => Arc::new(BySqlx::named(url, workload, tenants, connections).await?),
            Self::SqlxPath => Arc::new(BySqlx::by_path(url, workload, connections).await?),
            Self::Diesel => Arc::new(ByDiesel::connect(url, false, connections)?),
            Self::DieselPath => Arc::new(ByDiesel::connect(url, true, connections)?),
            Self::SeaOrm => Arc::new(BySeaOrm::connect(url, false, connections).await?),
            Self::SeaOrmPath => Arc::new(BySeaOrm::connect(url, true, connections).await?),
            Self::Toasty => Arc::new(ByToasty::connect(url, tenants, connections).await?),
        })
    }
}
