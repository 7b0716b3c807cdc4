//! The tables, for the library and for those who do not know it: ten columns of everyday types.

use tenant::prelude::*;

include!("clients.rs");

/// What is found, listed and updated; a thousand rows in each schema.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Account {
    #[tenant(key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) city: String,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
    pub(crate) balance: i64,
    pub(crate) visits: i32,
    pub(crate) note: Option<String>,
}

/// What belongs to an account; a hundred rows in each schema.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Purchase {
    #[tenant(key)]
    pub(crate) id: i64,
    #[tenant(references = Account)]
    pub(crate) account: i64,
    pub(crate) label: String,
}

/// What is inserted.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub(crate) struct Event {
    #[tenant(key, generated)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) city: String,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
    pub(crate) balance: i64,
    pub(crate) visits: i32,
    pub(crate) note: Option<String>,
}

/// How many rows an account's table has, and how many the purchases.
pub(crate) const ACCOUNTS: i64 = 1_000;
pub(crate) const PURCHASES: i64 = 100;

/// What a join returns: the purchases up to this number, with their accounts.
pub(crate) const JOINED: i64 = 10;

/// The values of an inserted row, the same for everyone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    pub(crate) name: &'static str,
    pub(crate) email: Option<&'static str>,
    pub(crate) city: &'static str,
    pub(crate) age: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
    pub(crate) visits: i32,
    pub(crate) note: Option<&'static str>,
}

pub(crate) const GIVEN: Given = Given {
    name: "Ada Lovelace",
    email: Some("ada@example.org"),
    city: "London",
    age: 36,
    active: true,
    score: 0.5,
    visits: 3,
    note: None,
};

/// The schema of a tenant, by its number.
pub(crate) fn schema(tenant: usize) -> String {
    format!("client{tenant}")
}

/// The key of the row that an operation is about.
pub(crate) fn key(operation: usize) -> i64 {
    i64::try_from(operation).unwrap_or_default() % ACCOUNTS + 1
}

/// The rows of a schema, which the server makes.
pub(crate) fn rows(schema: &str) -> String {
    format!(
        "INSERT INTO {schema}.account
         SELECT id, 'name ' || id, CASE WHEN id % 2 = 0 THEN id || '@example.org' END, 'city ' || id % 10,
                id % 90, id % 3 = 0, id / 8.0, id * 100, id % 7, CASE WHEN id % 5 = 0 THEN 'note' END
         FROM generate_series(1, {ACCOUNTS}) AS id;
         INSERT INTO {schema}.purchase
         SELECT id, id, 'label ' || id FROM generate_series(1, {PURCHASES}) AS id;"
    )
}
