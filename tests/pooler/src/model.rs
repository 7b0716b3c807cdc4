//! The set of tenants and the tables. Every row says whose it is, so that one in the wrong place is
//! seen; the other columns are of every kind that a pooler could stumble over.

use serde::{Deserialize, Serialize};
use tenant::prelude::*;
use uuid::Uuid;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub enum Client {
    Client1,
    Client2,
}

#[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    OnHold,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub title: String,
    pub pages: Vec<i32>,
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client, new(derive(Clone, Debug)))]
pub struct Note {
    #[tenant(key, generated)]
    pub id: i64,
    /// The name of the tenant's schema.
    pub tenant: String,
    /// Names the round that wrote the row.
    #[tenant(index)]
    pub round: Uuid,
    pub standing: Standing,
    pub standings: Vec<Standing>,
    pub numbers: Vec<i64>,
    pub texts: Option<Vec<String>>,
    #[tenant(json)]
    pub document: Document,
    pub raw: serde_json::Value,
}

/// Shared by all tenants.
#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Client, shared)]
pub struct Country {
    #[tenant(key)]
    pub code: String,
    pub name: String,
}

/// A row of a tenant's.
pub fn note(client: Client, round: Uuid) -> NewNote {
    let name = client.schema();
    NewNote {
        tenant: name.into(),
        round,
        standing: Standing::Active,
        standings: vec![Standing::OnHold, Standing::Active],
        numbers: vec![1, -1, i64::MAX],
        texts: Some(vec!["ä".into(), String::new()]),
        document: Document {
            title: name.into(),
            pages: vec![1, 2],
        },
        raw: serde_json::json!({ "tenant": name, "list": [1, null] }),
    }
}

/// The row that is in the shared table.
pub fn country() -> Country {
    Country {
        code: "XX".into(),
        name: "shared".into(),
    }
}
