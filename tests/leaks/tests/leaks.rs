//! The leak test, a short run of it under each route; the program runs it at length.

use std::sync::{LazyLock, Mutex, PoisonError};

use leaks::{arguments, report, run};
use tenant::embedded::Server;

/// Few, so that all routes together take less than a minute.
const OPERATIONS: u64 = 384;

static SERVER: LazyLock<Server> = LazyLock::new(|| run::start_server().expect("a server"));

/// Roles belong to the server, so one route runs after the other.
static TURN: Mutex<()> = Mutex::new(());

fn run_under(route: &str) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let seed = arguments::seed().expect("a number");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let outcome = runtime
        .block_on(run::run(SERVER.url(), route, OPERATIONS, seed))
        .expect("a database with its tables and roles");
    println!("seed {seed}\n{}", report::line(&outcome));
    let violations = report::violations(&outcome);
    assert!(violations.is_empty(), "seed {seed}: {violations}");
    assert!(outcome.dropped > 0 && outcome.panics > 0);
}

macro_rules! tests {
    ($($route:ident)*) => {$(
        #[test]
        fn $route() {
            run_under(stringify!($route));
        }
    )*};
}

tests! {
    qualified fixed search_path search_path_local connect_options
    set_role set_role_unqualified set_local_role set_local_role_unqualified
    login_role login_role_unqualified
}

#[test]
fn every_route_has_a_test() {
    let this = include_str!("leaks.rs");
    for route in leaks::routes::NAMES {
        assert!(this.contains(&format!(" {route}")), "{route}");
    }
}
