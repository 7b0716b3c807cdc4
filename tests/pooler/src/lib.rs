//! Every route through a real PgBouncer in transaction mode, which has fewer connections to the
//! server than it has clients, so that transactions of one client run on different ones.

pub mod bouncer;
pub mod inspect;
pub mod model;
pub mod operations;
pub mod routes;
pub mod stage;

/// What goes wrong before there is anything to test.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
