//! The tables, and their rows.

use tenant::prelude::*;

use crate::warm::{runtime, url};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    Client1,
}

/// Six columns of everyday types.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Account {
    #[tenant(key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
}

/// A second table of the same columns, for statements that come in turn.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Contact {
    #[tenant(key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
}

/// A table to insert into.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Event {
    #[tenant(key, generated)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
}

/// Makes the tables, and a hundred rows in each that is read from.
pub(crate) fn prepare() {
    let prepared: Result<()> = runtime().block_on(async {
        let db = Database::connect(&url()).await?;
        Client::create_all(&db).await?;
        let accounts = (0..100).map(|id| Account {
            id,
            name: format!("name {id}"),
            email: (id % 2 == 0).then(|| format!("{id}@example.org")),
            age: 40,
            active: true,
            score: 0.5,
        });
        Client1Account::insert_many(accounts).execute(&db).await?;
        let contacts = (0..100).map(|id| Contact {
            id,
            name: format!("name {id}"),
            email: (id % 2 == 0).then(|| format!("{id}@example.org")),
            age: 40,
            active: true,
            score: 0.5,
        });
        Client1Contact::insert_many(contacts).execute(&db).await?;
        Ok(())
    });
    prepared.expect("tables and rows");
}
