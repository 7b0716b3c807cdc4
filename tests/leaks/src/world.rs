//! Everything that the tasks of a run share.

use std::sync::atomic::{AtomicBool, Ordering};

use tenant::{embedded::TestDatabase, prelude::*, tokio_postgres};

use crate::{ledger::Ledger, routes::Case, tally::Tally, tenants::Client};

pub(crate) struct World {
    pub(crate) case: Case,
    /// One, or one for each tenant.
    pub(crate) databases: Vec<Database>,
    /// A connection that is not the pool's, for looking at the truth and for ending others.
    pub(crate) control: tokio_postgres::Client,
    /// Whom the URL names.
    pub(crate) user: String,
    pub(crate) ledger: Ledger,
    pub(crate) tally: Tally,
    pub(crate) storm: AtomicBool,
    /// Dropped last.
    pub(crate) _database: TestDatabase,
}

impl World {
    pub(crate) fn database(&self, client: Client) -> &Database {
        let index = if self.case.is_fixed() {
            client.index()
        } else {
            0
        };
        &self.databases[index]
    }

    /// Whether connections are ended from outside.
    pub(crate) fn is_storm(&self) -> bool {
        self.storm.load(Ordering::Relaxed)
    }
}
