//! Entities of another crate's sets. This crate knows `tenant` as `db`.

pub mod bare;
mod unused;

pub use tenants::Client;

/// A value.
#[derive(db::Value, Clone, Copy, Debug, PartialEq)]
#[tenant(crate = "db")]
pub enum Standing {
    /// Buys.
    Active,
    /// Does not.
    OnHold,
}

/// A table that all tenants share.
#[derive(db::Entity, Clone, Debug)]
#[tenant(crate = "db", set = tenants::Client, shared)]
pub struct Country {
    /// Two letters.
    #[tenant(key)]
    pub code: String,
}

/// A table of each tenant.
#[derive(db::Entity, Clone, Debug)]
#[tenant(crate = "db", set = tenants::Client, new(derive(Debug)))]
pub struct Person {
    /// Numbered by the server.
    #[tenant(key, generated)]
    pub id: i64,
    /// In full.
    pub name: String,
    /// Of residence.
    #[tenant(references = Country)]
    pub country: Option<String>,
    /// As a customer.
    #[tenant(default = "'active'")]
    pub standing: Standing,
}

/// A table in a schema of its own.
#[derive(db::Entity, Clone, Debug)]
#[tenant(crate = db, set = Client, schema = "audit")]
pub struct Event {
    /// Numbered by the server.
    #[tenant(key, generated)]
    pub id: i64,
}

/// A table of the other set of the same name.
#[derive(db::Entity, Clone, Debug)]
#[tenant(crate = "db", set = tenants::others::Client)]
pub struct Thing {
    /// Given.
    #[tenant(key)]
    pub id: i64,
}

/// A table of a set that is re-exported without its marker types.
#[derive(db::Entity, Clone, Debug)]
#[tenant(crate = "db", set = tenants::others::Vendor)]
pub struct Part {
    /// Given.
    #[tenant(key)]
    pub id: i64,
}

/// Makes a person that is not of any tenant yet.
pub fn person(name: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        country: None,
        standing: None,
    }
}

/// How many persons of a tenant live in a country: a statement that its caller runs.
///
/// # Errors
///
/// Any error of the server.
pub async fn count_in<T: db::StaticTenant<Set = Client>>(
    tenant: T,
    executor: &dyn db::Executor<T>,
    country: &str,
) -> db::Result<i64> {
    db::sql!(
        crate = "db",
        "SELECT count(*) FROM {Person} JOIN {Country} ON {country.code} = {person.country}"
        "WHERE {country.code} = {country}"
    )
    .of(tenant)
    .fetch_one(executor)
    .await
}
