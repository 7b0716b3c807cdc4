//! The library: its handles by tenants that the compiler knows, by a value of the set and by a schema's name;
//! and each route.

use anyhow::{Result, bail};
use tenant::prelude::*;
use tenant::{Admits, Here, Login, MemberOf, Route};

use crate::{
    by_hand::limit,
    job::{Peer, Workload},
    model::{Account, Client, Event, GIVEN, JOINED, NewEvent, Purchase, key, schema},
};

/// How the tenant is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handle {
    /// By its type, as `Client7Account` does.
    Static,
    /// By a value of the set.
    OfTheSet,
    /// By the name of its schema.
    Runtime,
    /// Not at all: one schema for the process.
    Fixed,
}

pub(crate) struct Ours {
    db: Database,
    handle: Handle,
    schemas: Vec<Schema>,
}

impl Ours {
    pub(crate) fn connect(
        url: &str,
        handle: Handle,
        route: Route,
        tenants: usize,
        connections: usize,
    ) -> Result<Self> {
        Ok(Self {
            db: Database::builder(url)
                .route(route)
                .max_connections(connections)
                .max_statements(tenants.max(100))
                // A connection that has served so many is replaced: more than there are.
                .max_tenants(tenants.max(100) + 1)
                .build()?,
            handle,
            schemas: (0..tenants)
                .map(|tenant| Schema::new(&schema(tenant)))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// A user who is called as the schema is.
pub(crate) fn login_role() -> Route {
    Route::login_role::<Client>(|schema| {
        Ok(Login {
            user: schema.into(),
            password: None,
        })
    })
}

macro_rules! by_type {
    ($number:expr, $tenant:ident => $work:expr; $($index:literal $name:ident)+) => {
        match $number {
            $($index => {
                let $tenant = crate::model::$name;
                $work
            })+
            number => bail!("no static handle of tenant {number}"),
        }
    };
}

impl Peer for Ours {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let db = &self.db;
        match self.handle {
            Handle::Static => {
                by_type!(tenant, tenant => execute(db, tenant, workload, operation).await;
                0 Client0 1 Client1 2 Client2 3 Client3 4 Client4 5 Client5 6 Client6 7 Client7
                8 Client8 9 Client9 10 Client10 11 Client11 12 Client12 13 Client13 14 Client14
                15 Client15 16 Client16 17 Client17 18 Client18 19 Client19)
            }
            Handle::OfTheSet => execute(db, Client::ALL[tenant], workload, operation).await,
            Handle::Runtime => execute(db, self.schemas[tenant], workload, operation).await,
            Handle::Fixed => execute(db, Here::<Client>::INSTANCE, workload, operation).await,
        }
    }
}

async fn execute<T>(db: &Database, tenant: T, workload: Workload, operation: usize) -> Result<usize>
where
    T: MemberOf<Client> + Admits<T>,
{
    Ok(match workload {
        Workload::Select => {
            let row = Account::of(tenant).find(key(operation)).fetch_optional(db);
            row.await?.iter().count()
        }
        Workload::Insert => {
            let new = NewEvent {
                name: GIVEN.name.to_owned(),
                email: GIVEN.email.map(str::to_owned),
                city: GIVEN.city.to_owned(),
                age: GIVEN.age,
                active: GIVEN.active,
                score: GIVEN.score,
                balance: key(operation),
                visits: GIVEN.visits,
                note: GIVEN.note.map(str::to_owned),
            };
            usize::from(Event::of(tenant).insert(new).fetch_one(db).await?.id > 0)
        }
        Workload::Update => {
            let row = Account::of(tenant).find(key(operation));
            let changed = row
                .set(|account| (account.age.to(41), account.balance.to(key(operation))))
                .execute(db);
            usize::try_from(changed.await?)?
        }
        Workload::List100 | Workload::List1000 => {
            let rows = Account::of(tenant)
                .all()
                .order_by(|account| account.id.asc())
                .limit(u32::try_from(limit(workload))?);
            rows.fetch_all(db).await?.len()
        }
        Workload::Join => {
            let pairs: Vec<(String, String)> = Purchase::of(tenant)
                .all()
                .join(|purchase| purchase.account)
                .filter(|(purchase, _)| purchase.id.le(JOINED))
                .select(|(purchase, account)| (purchase.label, account.name))
                .order_by(|(purchase, _)| purchase.id.asc())
                .fetch_all(db)
                .await?;
            pairs.len()
        }
    })
}
