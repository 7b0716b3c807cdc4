//! What is known of the rows without asking the database: which have to be there, and which must
//! not.

use std::{
    collections::HashSet,
    sync::{
        Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use tenant::prelude::*;

use crate::{random::Random, tally::lock, tenants::Client};

/// The low bits of a key count; above them is the tenant.
const TENANT_BIT: u32 = 40;

pub(crate) struct Ledger {
    next: AtomicI64,
    tenants: Vec<Mutex<Lists>>,
}

#[derive(Default)]
struct Lists {
    present: Vec<i64>,
    absent: HashSet<i64>,
}

impl Ledger {
    /// With the one row of each tenant that everybody updates.
    pub(crate) fn new() -> Self {
        let lists = |client| {
            Mutex::new(Lists {
                present: vec![hot(client)],
                absent: HashSet::new(),
            })
        };
        Self {
            next: AtomicI64::new(1),
            tenants: Client::all().map(lists).collect(),
        }
    }

    /// A key that was never used.
    pub(crate) fn next(&self, client: Client) -> i64 {
        hot(client) + self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// The server said that it committed the row.
    pub(crate) fn committed(&self, client: Client, id: i64) {
        lock(&self.tenants[client.index()]).present.push(id);
    }

    /// The row was rolled back.
    pub(crate) fn rolled_back(&self, client: Client, id: i64) {
        lock(&self.tenants[client.index()]).absent.insert(id);
    }

    /// Nobody knows whether the row was rolled back.
    pub(crate) fn forget(&self, client: Client, id: i64) {
        lock(&self.tenants[client.index()]).absent.remove(&id);
    }

    /// The key of some row that is there.
    pub(crate) fn some(&self, client: Client, random: &mut Random) -> i64 {
        let lists = lock(&self.tenants[client.index()]);
        random
            .pick(&lists.present)
            .copied()
            .unwrap_or_else(|| hot(client))
    }

    /// What is wrong with the keys in a tenant's table.
    pub(crate) fn check(&self, client: Client, found: &HashSet<i64>) -> Vec<String> {
        let lists = lock(&self.tenants[client.index()]);
        let lost = lists
            .present
            .iter()
            .filter(|id| !found.contains(id))
            .map(|id| format!("{client}: row {id} was committed, and is not there"));
        let undead = found
            .intersection(&lists.absent)
            .map(|id| format!("{client}: row {id} was rolled back, and is there"));
        let strange = found
            .iter()
            .filter(|id| *id >> TENANT_BIT != hot(client) >> TENANT_BIT)
            .map(|id| format!("{client}: row {id} is another tenant's"));
        lost.chain(undead).chain(strange).collect()
    }
}

/// The key of the row of a tenant that everybody updates.
pub(crate) fn hot(client: Client) -> i64 {
    i64::try_from(client.index() + 1).unwrap_or(i64::MAX) << TENANT_BIT
}
