//! A throwaway PostgreSQL server for examples and tests.
//!
//! [`Server`] creates a cluster in a directory of its own, listens on a Unix
//! socket in there, and takes everything away again: when it is dropped, and
//! also when its process exits, panics or is killed. [`Provided`] prefers the
//! server that `DATABASE_URL` names, and [`TestDatabase`] is an empty database
//! on it for one test.
//!
//! The server's programs come from the machine (see [`Server::start`] for the
//! places that are searched); nothing is downloaded. Nothing here is made for
//! data that anybody wants to keep: the cluster does not survive a crash.

mod account;
mod database;
mod directory;
mod error;
mod places;
mod programs;
mod provided;
mod server;
mod surroundings;
mod unique;
mod watchdog;

pub use database::TestDatabase;
pub use error::{StartError, StartErrorKind};
pub use provided::{Provided, shared_url};
pub use server::{Builder, Server};
#[doc(hidden)]
pub use surroundings::Surroundings;
