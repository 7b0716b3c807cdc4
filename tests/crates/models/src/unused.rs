//! A table that nothing names: not this crate, and not the application.

/// Found through the registry alone.
#[derive(::db::Entity, ::std::clone::Clone, ::std::fmt::Debug)]
#[tenant(crate = "db", set = ::tenants::Client)]
pub(crate) struct Forgotten {
    /// Given.
    #[tenant(key)]
    pub(crate) id: i64,
}
