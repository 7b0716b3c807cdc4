//! The tables that the cases of queries share: one column for each kind of expression, with and without
//! null, and references between tenants' tables, to a shared one and to themselves.

#![allow(dead_code, unused_imports)]

pub use std::time::SystemTime;

pub use tenant::{
    expr::{
        Expr, Field, Interval, Precision, Window, case, count, exists, rank, row_number, scalar,
        value,
    },
    prelude::*,
    query::Values,
};

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
#[tenant(set = Client, shared)]
pub struct Country {
    #[tenant(key)]
    pub code: String,
    pub name: String,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Person {
    #[tenant(key, generated)]
    pub id: i64,
    #[tenant(unique)]
    pub name: String,
    pub email: Option<String>,
    pub active: bool,
    #[tenant(references = Person)]
    pub boss: Option<i64>,
    #[tenant(references = Country)]
    pub country: Option<String>,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Order {
    #[tenant(key, generated)]
    pub id: i64,
    #[tenant(references = Person)]
    pub buyer: i64,
    pub price: i64,
    pub discount: Option<i64>,
    pub at: SystemTime,
    pub sent: Option<SystemTime>,
    pub data: serde_json::Value,
    pub extra: Option<serde_json::Value>,
    pub tags: Vec<String>,
    pub marks: Option<Vec<String>>,
    #[tenant(version)]
    pub version: i32,
}

#[derive(Entity, Debug)]
#[tenant(set = Vendor)]
pub struct Part {
    #[tenant(key)]
    pub id: i64,
    #[tenant(unique)]
    pub name: String,
}

tenant::sql_functions! {
    pub fn repeat(text: String, times: i32) -> String = "pg_catalog"."repeat";
    pub fn greeting(name: String) -> String = in tenant "greeting";
}
