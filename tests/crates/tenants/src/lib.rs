//! Tenant sets, for the entities of other crates.

use tenant::TenantSet;

/// The set at the root of its crate.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "common")]
pub enum Client {
    /// Known by its own name.
    Client1,
    /// Known by another one.
    #[tenant(schema = "acme-corp")]
    Acme,
}

/// Sets of other places.
pub mod others {
    use tenant::TenantSet;

    /// A set of the same name as that of the root.
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Client {
        /// Its one tenant.
        Other1,
    }

    mod private {
        use tenant::TenantSet;

        /// Public, but reached through a re-export, which leaves the marker types behind.
        #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Vendor {
            /// Its one tenant.
            Vendor1,
        }
    }

    pub use private::Vendor;
}
