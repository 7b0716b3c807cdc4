//! The flights that left New York City in 2013, with one PostgreSQL schema per carrier.
//!
//! The way of the data: [`data`] reads files, [`load`] puts them into the tables of [`model`],
//! [`report`] adds them up again through the handles, and [`verify`] compares the figures with
//! those that SQL and the file itself give.

pub mod carriers;
pub mod data;
pub mod figures;
pub mod load;
pub mod model;
pub mod report;
pub mod verify;

/// How many tenants are worked on at a time.
///
/// Each takes a connection, and so a process of the server; more than the cores of a small
/// machine gain nothing.
pub(crate) const AT_ONCE: usize = 4;
