//! What the statements are on: ten tables of a small set, and two views in which a backend tells
//! about itself.

use tenant::prelude::*;
use tenant::{Admits, MemberOf};

/// Ten tenants that the compiler knows; the others are runtime schemas, named in the same way.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub(crate) enum Client {
    T0000,
    T0001,
    T0002,
    T0003,
    T0004,
    T0005,
    T0006,
    T0007,
    T0008,
    T0009,
}

/// The tables of each tenant.
pub(crate) const TABLES: usize = 10;

/// The statements on each table: insert, find, update, delete.
pub(crate) const STATEMENTS: usize = 4;

macro_rules! ledgers {
    ($($name:ident),+) => {
        $(
            #[derive(Entity, Clone, Debug)]
            #[tenant(set = Client)]
            pub(crate) struct $name {
                #[tenant(key)]
                pub(crate) id: i64,
                pub(crate) name: String,
                pub(crate) amount: i64,
            }
        )+

        /// Runs each statement on each table of a tenant, so many times.
        ///
        /// A connection prepares a statement as it comes for the second time.
        pub(crate) async fn touch<T>(session: &Session<T>, id: i64, times: usize) -> Result<()>
        where
            T: MemberOf<Client> + Admits<T>,
        {
            let tenant = session.tenant();
            for _ in 0..times {
                $(
                    let table = $name::of(tenant);
                    let row = $name { id, name: "name".into(), amount: 1 };
                    table.insert(row).execute(session).await?;
                    let row = table.find(id).fetch_one(session).await?;
                    table.update(&row).execute(session).await?;
                    table.delete(&row).execute(session).await?;
                )+
            }
            Ok(())
        }
    };
}

ledgers!(
    Ledger0, Ledger1, Ledger2, Ledger3, Ledger4, Ledger5, Ledger6, Ledger7, Ledger8, Ledger9
);

/// What a backend holds, as it says itself; bytes.
///
/// Read through a handle: asking for it through a session's raw client would have the connection
/// reset before its next user.
#[derive(Entity, Clone, Debug)]
#[tenant(set = Client, schema = "probe")]
pub(crate) struct Memory {
    #[tenant(key)]
    pub(crate) pid: i32,
    pub(crate) total: i64,
    pub(crate) used: i64,
    pub(crate) cache: i64,
    pub(crate) indexes: i64,
    pub(crate) plans: i64,
    pub(crate) statements: i64,
    pub(crate) tables: i64,
}

/// How a backend planned the prepared statements on `ledger0`.
#[derive(Entity, Clone, Debug)]
#[tenant(set = Client, schema = "probe")]
pub(crate) struct Plans {
    #[tenant(key)]
    pub(crate) pid: i32,
    pub(crate) statements: i64,
    pub(crate) custom: i64,
    pub(crate) generic: i64,
}

/// The views behind [`Memory`] and [`Plans`], which every role may read.
///
/// What the question itself takes is left out: its portal, its executor and its result.
pub(crate) const PROBES: &str = "
    CREATE SCHEMA probe;
    CREATE VIEW probe.memory AS
    SELECT pg_backend_pid() AS pid,
           sum(total_bytes)::int8 AS total,
           sum(used_bytes)::int8 AS used,
           coalesce(sum(total_bytes) FILTER (WHERE name = 'CacheMemoryContext'), 0)::int8 AS cache,
           coalesce(sum(total_bytes) FILTER (WHERE name = 'index info'), 0)::int8 AS indexes,
           coalesce(sum(total_bytes) FILTER (WHERE name LIKE 'CachedPlan%'), 0)::int8 AS plans,
           (SELECT count(*) FROM pg_prepared_statements) AS statements,
           count(*) FILTER (WHERE name = 'index info' AND ident LIKE 'ledger%') AS tables
    FROM pg_backend_memory_contexts
    WHERE name NOT IN ('MessageContext', 'TopPortalContext', 'PortalContext', 'ExecutorState',
                       'ExprContext', 'tuplestore tuples', 'Table function arguments');
    CREATE VIEW probe.plans AS
    SELECT pg_backend_pid() AS pid,
           count(*) AS statements,
           coalesce(sum(custom_plans), 0)::int8 AS custom,
           coalesce(sum(generic_plans), 0)::int8 AS generic
    FROM pg_prepared_statements
    WHERE NOT from_sql AND statement LIKE '%ledger0%';
    GRANT USAGE ON SCHEMA probe TO PUBLIC;
    GRANT SELECT ON ALL TABLES IN SCHEMA probe TO PUBLIC;
    GRANT EXECUTE ON FUNCTION pg_get_backend_memory_contexts() TO PUBLIC;";
