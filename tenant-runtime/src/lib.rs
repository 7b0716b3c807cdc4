//! The runtime of `tenant`: typed table handles over tokio-postgres, one PostgreSQL schema per
//! tenant. Applications use the crate `tenant`, which re-exports it together with the derives.
//!
//! The way of a query: a handle ([`Table`], or an alias of [`Scoped`]) makes a query
//! ([`query`]); a terminal verb builds its SQL pieces and parameters, asks the [`Executor`] for a
//! connection, and has them run there; rows come back scoped to the tenant.

#![warn(missing_docs, missing_debug_implementations)] // every public item is read by a user

mod alias;
mod answer;
mod cache;
mod connect;
mod connection;
pub mod copy;
mod database;
mod ddl;
pub mod def;
#[cfg(all(unix, feature = "embedded"))]
pub mod embedded;
mod entity;
mod error;
mod executor;
pub mod expr;
mod from_row;
mod home;
mod identity;
#[doc(hidden)]
pub mod index;
mod params;
mod pool;
mod pooler;
#[doc(hidden)]
pub mod private;
pub mod query;
mod roles;
mod route;
mod routine;
mod row;
mod run;
mod schema;
mod scoped;
mod session;
mod set;
mod shelf;
mod slot;
mod sql;
mod table;
mod tables;
mod tenant;
#[cfg(feature = "tls")]
mod tls;
mod trace;
mod transaction;
mod value;
mod wrap;

#[cfg(feature = "json")]
pub use self::value::{Json, JsonContent};
pub use self::{
    database::{Database, DatabaseBuilder},
    entity::{Entity, NewRow},
    error::{Error, ErrorKind, Result},
    executor::{Executor, Lease},
    from_row::FromRow,
    home::{Each, Fixed, Here, Shared},
    roles::Finding,
    route::{Login, Route},
    schema::{MAX_NAME_BYTES, Schema},
    scoped::Scoped,
    session::Session,
    set::{TenantSet, UnknownTenant},
    table::Table,
    tenant::{Admits, MemberOf, Singleton, StaticTenant, Tenant, TenantOf},
    transaction::{RetriedTransaction, Transaction, TransactionBuilder},
    value::{Element, SqlType, TextValue, Value},
};

#[cfg(feature = "sql")]
pub use self::query::check_queries;

/// The client that everything runs on, in the version that this library is built with.
pub use tokio_postgres;
