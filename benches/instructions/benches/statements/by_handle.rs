//! The same statements through the handles: the tenant a constant, or any that has the set's tables.

use tenant::prelude::*;
use tokio::runtime::Runtime;

use crate::{
    model::{
        Account, Client, Client1, Client1Account, Client1Contact, Client1Event, Event, NewEvent,
    },
    warm::{Warm, ids, runtime, url},
};

fn database() -> Database {
    let database = Database::builder(&url()).max_connections(1).build();
    database.expect("a pool of one connection")
}

fn session<T: Tenant>(tenant: T) -> (Runtime, Session<T>) {
    let runtime = runtime();
    let session = runtime.block_on(database().session(tenant));
    (runtime, session.expect("a connection"))
}

pub(crate) fn find() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let row = Client1Account::find(id).fetch_optional(&session).await?;
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn find_of<T: TenantOf<Client>>(tenant: T) -> Warm {
    let (runtime, session) = session(tenant);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let row = Account::of(tenant).find(id);
            let row = row.fetch_optional(&session).await?;
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn find_from_the_pool() -> Warm {
    let db = database();
    Warm::new(runtime(), async move |times| {
        for id in ids(times) {
            let row = Client1Account::find(id).fetch_optional(&db).await?;
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn find_in_turn() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let found = if id % 2 == 1 {
                let row = Client1Contact::find(id).fetch_optional(&session).await?;
                row.map(|row| row.id)
            } else {
                let row = Client1Account::find(id).fetch_optional(&session).await?;
                row.map(|row| row.id)
            };
            assert_eq!(found, Some(id));
        }
        Ok(())
    })
}

pub(crate) fn filter() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let row = Client1Account::filter(|account| account.id.eq(id));
            let row = row.fetch_optional(&session).await?;
            assert_eq!(row.map(|row| row.id), Some(id));
        }
        Ok(())
    })
}

pub(crate) fn page() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let page = Client1Account::filter(|account| account.active.and(account.age.gt(30)))
                .order_by(|account| account.id.desc())
                .limit(10)
                .offset(10);
            assert_eq!(page.fetch_all(&session).await?.len(), 10);
        }
        Ok(())
    })
}

pub(crate) fn join() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let pairs: Vec<(String, f64)> = Client1Account::all()
                .join_on::<Account, _>(|(one, other)| one.id.eq(other.id))
                .filter(|(one, _)| one.id.lt(10))
                .select(|(one, other)| (one.name, other.score))
                .order_by(|(_, other)| other.id.asc())
                .fetch_all(&session)
                .await?;
            assert_eq!(pairs.len(), 10);
        }
        Ok(())
    })
}

pub(crate) fn set() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let older = Client1Account::find(id).set(|account| account.age.to(41));
            assert_eq!(older.execute(&session).await?, 1);
        }
        Ok(())
    })
}

fn event() -> NewEvent {
    NewEvent {
        name: "name".into(),
        email: Some("e@example.org".into()),
        age: 41,
        active: true,
        score: 0.25,
    }
}

pub(crate) fn insert() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let event = Client1Event::insert(event()).fetch_one(&session).await?;
            assert!(event.id > 0);
        }
        Ok(())
    })
}

pub(crate) fn insert_of<T: TenantOf<Client>>(tenant: T) -> Warm {
    let (runtime, session) = session(tenant);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let event = Event::of(tenant).insert(event());
            assert!(event.fetch_one(&session).await?.id > 0);
        }
        Ok(())
    })
}

fn account(id: i64) -> Account {
    Account {
        id,
        name: "name".into(),
        email: Some("e@example.org".into()),
        age: 41,
        active: true,
        score: 0.25,
    }
}

pub(crate) fn update() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let account = Scoped::new(Client1, account(id));
            let changed = Client1Account::update(&account).execute(&session).await?;
            assert_eq!(changed, 1);
        }
        Ok(())
    })
}

pub(crate) fn update_of<T: TenantOf<Client>>(tenant: T) -> Warm {
    let (runtime, session) = session(tenant);
    Warm::new(runtime, async move |times| {
        for id in ids(times) {
            let account = Scoped::new(tenant, account(id));
            let changed = Account::of(tenant).update(&account);
            assert_eq!(changed.execute(&session).await?, 1);
        }
        Ok(())
    })
}

pub(crate) fn list() -> Warm {
    let (runtime, session) = session(Client1);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            assert_eq!(Client1Account::all().fetch_all(&session).await?.len(), 100);
        }
        Ok(())
    })
}

pub(crate) fn list_of<T: TenantOf<Client>>(tenant: T) -> Warm {
    let (runtime, session) = session(tenant);
    Warm::new(runtime, async move |times| {
        for _ in 0..times {
            let rows = Account::of(tenant).all().fetch_all(&session).await?;
            assert_eq!(rows.len(), 100);
        }
        Ok(())
    })
}
