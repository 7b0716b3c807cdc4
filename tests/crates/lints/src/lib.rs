//! A library that denies what rustc and Clippy can say about public items, over every kind of
//! generated code. It is enough that it builds, and that Clippy finds nothing in it.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    missing_docs,
    nonstandard_style,
    unused,
    rust_2018_idioms,
    rust_2024_compatibility,
    absolute_paths_not_starting_with_crate,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    keyword_idents,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::let_underscore_must_use,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::panic,
    clippy::partial_pub_fields,
    clippy::pattern_type_mismatch,
    clippy::renamed_function_params,
    clippy::same_name_method,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::str_to_string,
    clippy::unreachable,
    clippy::unwrap_used
)]

/// A set.
pub mod tenants {
    use tenant::TenantSet;

    /// The set.
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(shared = "common")]
    pub enum Client {
        /// One tenant.
        Client1,
        /// Another.
        #[tenant(schema = "acme-corp")]
        Acme,
    }
}

/// Values.
pub mod values {
    use tenant::Value;

    /// An enum.
    #[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Status {
        /// One variant.
        Open,
        /// Another.
        Closed,
    }

    /// A newtype.
    #[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Cents(pub i64);

    /// A newtype of a named field.
    #[derive(Value, Clone, Debug, PartialEq, Eq)]
    pub struct Name {
        /// The name.
        pub name: String,
    }
}

/// Entities.
pub mod entities {
    use tenant::Entity;

    use crate::{
        tenants::Client,
        values::{Cents, Name, Status},
    };

    /// A shared table, which inserts the entity itself.
    #[derive(Entity, Clone, Debug, PartialEq, Eq)]
    #[tenant(set = Client, shared)]
    pub struct Country {
        /// The key.
        #[tenant(key)]
        pub code: String,
    }

    /// A table in a schema of its own.
    #[derive(Entity, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(set = Client, schema = "audit")]
    pub struct Event {
        /// The key.
        #[tenant(key, generated)]
        pub id: i64,
    }

    /// A table of each tenant, with everything.
    #[derive(Entity, Clone, Debug, PartialEq, Eq)]
    #[tenant(set = Client, unique(name, status), new(derive(Clone, Debug)))]
    pub struct Order {
        /// The key.
        #[tenant(key, generated)]
        pub id: i64,
        /// A value.
        pub name: Name,
        /// A value with a default.
        #[tenant(default = "'open'", index)]
        pub status: Status,
        /// An optional value.
        pub price: Option<Cents>,
        /// A reference.
        #[tenant(references = Country)]
        pub country: Option<String>,
        /// A document.
        #[tenant(json)]
        pub settings: Vec<String>,
        /// An optional document with a default.
        #[tenant(json, default = "'[]'")]
        pub more: Option<Vec<String>>,
        /// No column.
        #[tenant(skip)]
        pub cached: bool,
    }

    /// A key of two columns, and a `NewItem` without derives.
    #[derive(Entity, Clone, Copy, Debug, PartialEq, Eq)]
    #[tenant(set = Client)]
    pub struct Item {
        /// A part of the key.
        #[tenant(key, references = Order, on_delete = cascade)]
        pub order: i64,
        /// Another part.
        #[tenant(key)]
        pub position: i32,
        /// A value with a default.
        #[tenant(default = "1")]
        pub count: i32,
    }
}

/// Statements as text.
pub mod statements {
    use tenant::{Database, Result, StaticTenant, sql};

    use crate::{
        entities::{Country, Order},
        tenants::Client,
        values::{Cents, Status},
    };

    /// Reads what is open and costs much.
    ///
    /// # Errors
    ///
    /// Any error of the server.
    #[inline]
    pub async fn open<T: StaticTenant<Set = Client>>(
        tenant: T,
        db: &Database,
        least: Cents,
    ) -> Result<Vec<(i64, Option<String>)>> {
        sql!(
            "SELECT {order.id}, {country.code} FROM {Order}"
            "LEFT JOIN {Country} ON {country.code} = {order.country}"
            "WHERE {order.status} = {Status::Open} AND {order.price} >= {least} LIMIT {10}"
        )
        .of(tenant)
        .fetch_all(db)
        .await
    }
}

/// Rows of statements.
pub mod rows {
    use tenant::{
        Database, Entity as _, FromRow, Result, Scoped, StaticTenant, Tenant,
        expr::CastExpression as _,
    };

    use super::{entities::Order, tenants::Client};

    /// A row.
    #[derive(FromRow, Clone, Debug, PartialEq, Eq)]
    pub struct Summary {
        /// A column.
        pub id: i64,
        /// Another.
        pub name: Option<String>,
    }

    /// A row without names.
    #[derive(FromRow, Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Pair(pub i64, pub i32);

    /// A row of parameters.
    #[derive(FromRow, Clone, Debug, PartialEq, Eq)]
    pub struct Related<T: Tenant> {
        /// A whole row.
        pub order: Scoped<T, Order>,
        /// Another struct.
        pub pair: Pair,
    }

    /// Reads such rows.
    ///
    /// # Errors
    ///
    /// Any error of the server.
    #[inline]
    pub async fn related<T: StaticTenant<Set = Client>>(
        tenant: T,
        db: &Database,
    ) -> Result<Vec<Related<T>>> {
        Order::of(tenant)
            .all()
            .select(|order| SelectRelated {
                pair: SelectPair(order.id, order.id.cast()),
                order,
            })
            .fetch_all(db)
            .await
    }
}
