//! The set of tenants, with names that are hard to quote, and the tables. Every row says whose it
//! is, so that one in the wrong place is seen.

use tenant::{Admits, MemberOf, prelude::*};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "all of them")]
pub(crate) enum Client {
    Aster,
    Birch,
    #[tenant(schema = "CEDAR")]
    Cedar,
    #[tenant(schema = "daisy-chain")]
    Daisy,
    #[tenant(schema = "elder tree")]
    Elder,
    #[tenant(schema = "fern.frond")]
    Fern,
    #[tenant(schema = "gra\"ss")]
    Grass,
    #[tenant(schema = "hazel'nut")]
    Hazel,
    #[tenant(schema = "iris\\root")]
    Iris,
    #[tenant(schema = "juniper,berry")]
    Juniper,
    #[tenant(schema = "kale;")]
    Kale,
    #[tenant(schema = "lärche")]
    Larch,
    #[tenant(schema = "$maple")]
    Maple,
    #[tenant(schema = "public nettle")]
    Nettle,
    #[tenant(schema = "select")]
    Oak,
    #[tenant(schema = "user")]
    Pine,
}

/// A table of each tenant. It has no constraint that would refuse another tenant's row.
#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub(crate) struct Note {
    /// Never used twice, in whichever schema.
    #[tenant(key)]
    pub(crate) id: i64,
    /// The name of the tenant's schema.
    pub(crate) tenant: String,
    /// Starts with that name too; updates write it.
    pub(crate) text: String,
}

/// A table that lives once.
#[derive(Entity, Clone, Debug)]
#[tenant(set = Client, shared)]
pub(crate) struct Tariff {
    #[tenant(key)]
    pub(crate) code: String,
    pub(crate) text: String,
}

/// Every kind of value that names a tenant: a marker, a value of the set, a `Schema`, `Here`.
pub(crate) trait Handle:
    Tenant + MemberOf<Client> + Admits<Self> + Admits<Shared<Client>>
{
}

impl<T> Handle for T where T: Tenant + MemberOf<Client> + Admits<T> + Admits<Shared<Client>> {}

/// An identifier in SQL.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in SQL, whatever `standard_conforming_strings` says.
pub(crate) fn literal(text: &str) -> String {
    format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
