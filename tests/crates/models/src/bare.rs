//! A module without any prelude, that of crates included: there `db` is `::db`.

#![no_implicit_prelude]

/// A value.
#[derive(::db::Value, ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
#[tenant(crate = "::db")]
pub struct Metres(pub f64);

/// A table of each tenant.
#[derive(::db::Entity, ::std::clone::Clone, ::std::fmt::Debug)]
#[tenant(crate = "::db", set = ::tenants::Client, new(derive(::std::fmt::Debug)))]
pub struct Place {
    /// Numbered by the server.
    #[tenant(key, generated)]
    pub id: i64,
    /// As it is known.
    pub name: ::std::option::Option<::std::string::String>,
    /// Above the sea.
    #[tenant(default = "0")]
    pub height: Metres,
}

/// A set of this crate.
#[derive(
    ::db::TenantSet,
    ::std::clone::Clone,
    ::std::marker::Copy,
    ::std::fmt::Debug,
    ::std::cmp::PartialEq,
    ::std::cmp::Eq,
)]
#[tenant(crate = "::db")]
pub enum Partner {
    /// Its one tenant.
    Partner1,
}

/// A row of a query.
#[derive(::db::FromRow, ::std::clone::Clone, ::std::fmt::Debug)]
#[tenant(crate = "::db")]
pub struct Sight<T: ::db::Tenant> {
    /// The place.
    pub place: ::db::Scoped<T, Place>,
    /// The same without.
    pub height: Metres,
}
