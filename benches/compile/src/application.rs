//! The least that a program is, with each library: it connects, and finds one row of one schema.

use std::{fmt, path::Path};

use serde::{Serialize, Serializer};

use crate::generate::dependencies::{self, CLORINDE, DEADPOOL, DIESEL, SEA_ORM, SQLX, TOASTY};

/// A minimal program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Application {
    Tenant,
    TokioPostgres,
    Deadpool,
    Clorinde,
    Diesel,
    Sqlx,
    SeaOrm,
    Toasty,
}

impl Application {
    pub(crate) const ALL: [Self; 8] = [
        Self::Tenant,
        Self::TokioPostgres,
        Self::Deadpool,
        Self::Clorinde,
        Self::Diesel,
        Self::Sqlx,
        Self::SeaOrm,
        Self::Toasty,
    ];

    /// The name of its package.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Tenant => "with-tenant",
            Self::TokioPostgres => "with-tokio-postgres",
            Self::Deadpool => "with-deadpool",
            Self::Clorinde => "with-clorinde",
            Self::Diesel => "with-diesel-async",
            Self::Sqlx => "with-sqlx",
            Self::SeaOrm => "with-sea-orm",
            Self::Toasty => "with-toasty",
        }
    }

    /// What it depends on beside tokio.
    pub(crate) fn dependencies(self, library: &Path) -> String {
        match self {
            Self::Tenant => dependencies::tenant(library),
            Self::TokioPostgres => "tokio-postgres = \"0.7\"".into(),
            Self::Deadpool => DEADPOOL.into(),
            Self::Clorinde => CLORINDE.into(),
            Self::Diesel => DIESEL.into(),
            Self::Sqlx => SQLX.into(),
            Self::SeaOrm => SEA_ORM.into(),
            Self::Toasty => TOASTY.into(),
        }
    }

    /// Its one module.
    pub(crate) fn source(self) -> &'static str {
        match self {
            Self::Tenant => include_str!("../applications/tenant.rs"),
            Self::TokioPostgres => include_str!("../applications/tokio_postgres.rs"),
            // clorinde writes the same, so that it differs in its dependencies alone.
            Self::Deadpool | Self::Clorinde => include_str!("../applications/deadpool.rs"),
            Self::Diesel => include_str!("../applications/diesel.rs"),
            Self::Sqlx => include_str!("../applications/sqlx.rs"),
            Self::SeaOrm => include_str!("../applications/sea_orm.rs"),
            Self::Toasty => include_str!("../applications/toasty.rs"),
        }
    }
}

impl fmt::Display for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tenant => "tenant",
            Self::TokioPostgres => "tokio-postgres",
            Self::Deadpool => "deadpool",
            Self::Clorinde => "clorinde",
            Self::Diesel => "diesel-async",
            Self::Sqlx => "sqlx",
            Self::SeaOrm => "sea-orm",
            Self::Toasty => "toasty",
        })
    }
}

impl Serialize for Application {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
