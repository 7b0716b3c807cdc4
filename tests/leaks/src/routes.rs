//! The routes, how much each can stand, and what a session of each looks like when it is clean.

use tenant::{Login, Route, prelude::*};

use crate::tenants::{Client, quoted};

/// The names that the program and the tests take.
pub const NAMES: [&str; 11] = [
    "qualified",
    "fixed",
    "search_path",
    "search_path_local",
    "connect_options",
    "set_role",
    "set_role_unqualified",
    "set_local_role",
    "set_local_role_unqualified",
    "login_role",
    "login_role_unqualified",
];

/// A route under test.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
}

impl Case {
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = NAMES.into_iter().find(|known| *known == name)?;
        Some(Self { name })
    }

    /// The route, for one tenant of those that have a database value each.
    pub(crate) fn route(self, only: Client) -> tenant::Result<Route> {
        let role = |schema: &str| {
            Ok(Login {
                user: schema.into(),
                password: None,
            })
        };
        Ok(match self.name {
            "fixed" => Route::fixed(Schema::new(only.schema())?),
            "search_path" => Route::search_path::<Client>(),
            "search_path_local" => Route::search_path_local::<Client>(),
            "connect_options" => Route::connect_options::<Client>(),
            "set_role" => Route::set_role::<Client>(),
            "set_role_unqualified" => Route::set_role::<Client>().unqualified(),
            "set_local_role" => Route::set_local_role::<Client>(),
            "set_local_role_unqualified" => Route::set_local_role::<Client>().unqualified(),
            "login_role" => Route::login_role::<Client>(role),
            "login_role_unqualified" => Route::login_role::<Client>(role).unqualified(),
            _ => Route::qualified(),
        })
    }

    /// One tenant per process: a database value for each tenant.
    pub(crate) fn is_fixed(self) -> bool {
        self.name == "fixed"
    }

    /// Connections serve one tenant for as long as they live.
    pub(crate) fn is_dedicated(self) -> bool {
        self.is_login() || self.name == "connect_options"
    }

    pub(crate) fn is_login(self) -> bool {
        self.name.starts_with("login_role")
    }

    /// The size of a pool. Connections of a tenant's own are kept only where there are more than
    /// tasks; otherwise nearly each operation would open one.
    pub(crate) fn connections(self) -> usize {
        match self.name {
            "fixed" => 2,
            _ if self.is_dedicated() => crate::run::TASKS + 8,
            _ => 8,
        }
    }

    /// A session's `search_path`, as the server shows it.
    pub(crate) fn path(self, client: Client) -> String {
        let (schema, shared) = (client.schema(), quoted(Client::SHARED));
        match self.name {
            "search_path" | "set_role_unqualified" => {
                format!("{}, {shared}, pg_temp", shown(schema))
            }
            // Shown as it was given.
            "connect_options" | "login_role_unqualified" => {
                format!("{}, {shared}, pg_temp", quoted(schema))
            }
            "login_role" => format!("\"$user\", {shared}"),
            "search_path_local" | "set_local_role_unqualified" => "pg_temp".into(),
            _ => "\"$user\", public".into(),
        }
    }

    /// A session's `role`.
    pub(crate) fn role(self, client: Client) -> &'static str {
        if self.name.starts_with("set_role") {
            Client::SCHEMAS[client.index()]
        } else {
            "none"
        }
    }
}

/// A name as the server shows it after `SET`: quoted only where it has to be.
fn shown(name: &str) -> String {
    let is_keyword = ["select", "user"].contains(&name);
    if name.chars().all(|c| c.is_ascii_lowercase()) && !is_keyword {
        name.into()
    } else {
        quoted(name)
    }
}
