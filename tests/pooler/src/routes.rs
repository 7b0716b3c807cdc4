//! The routes that work behind a pooler in transaction mode.

use tenant::{Login, Route, prelude::*};

use crate::model::Client;

/// Their names. Each has a test.
pub const NAMES: [&str; 6] = [
    "qualified",
    "fixed",
    "search_path_local",
    "set_local_role",
    "set_local_role_unqualified",
    "login_role",
];

/// A route by its name; `only` is the tenant of one that serves one.
///
/// # Panics
///
/// If there is no such route.
pub fn named(name: &str, only: Client) -> Route {
    match name {
        "qualified" => Route::qualified(),
        "fixed" => Route::fixed(Schema::new(only.schema()).expect("a valid name")),
        "search_path_local" => Route::search_path_local::<Client>(),
        "set_local_role" => Route::set_local_role::<Client>(),
        "set_local_role_unqualified" => Route::set_local_role::<Client>().unqualified(),
        "login_role" => login_role(),
        other => panic!("no route is named `{other}`"),
    }
}

/// Each tenant's role logs in without a password.
pub fn login_role() -> Route {
    Route::login_role::<Client>(|schema| {
        Ok(Login {
            user: schema.into(),
            password: None,
        })
    })
}
