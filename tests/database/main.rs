//! Tests on a real server: each with a database of its own, all in parallel.

#![allow(unreachable_pub)] // models are written as an application would write them

mod across;
mod builder;
mod cancellation;
mod concurrent;
mod copies;
mod errors;
mod executors;
mod filters;
mod injection;
mod isolation;
mod matrix;
mod model;
mod names;
mod openings;
mod predicates;
mod proxy;
mod queries;
mod remains;
mod retries;
mod roles;
mod round_trips;
mod routes;
mod rows;
mod schema;
mod statements;
mod tls;
mod transactions;
mod values;

/// What tests return, so that they can use `?` on any error.
type TestResult<R = ()> = Result<R, Box<dyn std::error::Error + Send + Sync>>;
