//! What must compile: edge syntax, names and surroundings that the derives have to cope with.
//!
//! One module per concern, in one test binary: they share a build, and each asserts at run time
//! what its expansion means. What needs a crate of its own is in `tests/crates`.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::struct_field_names,
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "items that nobody reads, and names and visibilities that nobody needs, are tested"
)]

mod all_options;
mod cfg;
mod docs;
mod entities_from_macros;
mod field_types;
mod functions;
mod lints;
mod more_than_a_thousand_tenants;
mod names_at_the_limit;
mod names_beyond_ascii;
mod no_implicit_prelude;
mod other_derives;
mod raw_identifiers;
mod set_paths;
mod shadowed_names;
mod sql_keywords;
mod statements;
mod two_sets_of_one_name;
mod user_items;
mod visibility;
