//! The leak test: many tasks and tenants on one pool, with everything going wrong that can, and
//! then a look at every row and every connection.
//!
//! [`run`](run::run) runs it under one route, in two halves. In the first, the storm, backends are
//! terminated and statements cancelled. In the second, the calm, nothing outside of this library
//! ends a connection, so an error that says so is a fault too.
//!
//! What each task does follows from the seed, so it is the same in each run. How tasks interleave
//! is up to the machine: a run that failed is repeated with its seed, if need be several times.

pub mod arguments;
mod audit;
mod inspect;
mod ledger;
mod mutations;
mod operations;
mod random;
pub mod report;
pub mod routes;
pub mod run;
pub mod sabotage;
mod stage;
mod tally;
mod tenants;
mod terminator;
mod world;

/// What goes wrong before there is anything to test.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
