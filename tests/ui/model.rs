//! The sets and tables that the cases of `types` and `isolation` share; those of queries are in `shop`.

#![allow(dead_code)]

pub use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Client1,
    Client2,
}

/// A set that has nothing to do with the other.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub enum Vendor {
    Vendor1,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Foo {
    #[tenant(key, generated)]
    pub id: i64,
    pub name: String,
    pub email: Option<String>,
    pub admin: bool,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Bar {
    #[tenant(key, generated)]
    pub id: i64,
    pub name: String,
}

/// A table without generated or default columns, with a key of two.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Login {
    #[tenant(key)]
    pub name: String,
    #[tenant(key)]
    pub day: i32,
}

#[derive(Entity, Debug)]
#[tenant(set = Client, shared)]
pub struct Airport {
    #[tenant(key)]
    pub code: String,
}

#[derive(Entity, Debug)]
#[tenant(set = Client, schema = "audit")]
pub struct Event {
    #[tenant(key)]
    pub id: i64,
}

#[derive(Entity, Debug)]
#[tenant(set = Vendor)]
pub struct Part {
    #[tenant(key)]
    pub id: i64,
}
