//! The statements that handles make: one file each for what they are, and `verbs` for how all of
//! them end (`fetch_one`, `fetch_optional`, `fetch_all`, `fetch`, `execute`).

mod across;
mod array;
mod build;
mod change;
mod children;
mod conflict;
mod delete;
mod explain;
mod find;
mod insert;
mod insert_from;
mod job;
mod join;
mod keyset;
mod merged;
mod parts;
mod returning;
mod rows;
mod select;
mod unnest;
mod update;
mod values;
mod verbs;
#[cfg(feature = "sql")]
#[doc(hidden)]
pub mod written;

pub(crate) use self::{
    build::{Built, Plan, Want},
    find::Key,
    job::located,
    parts::Parts,
};

pub use crate::tables::{Joinable, Joined, Maybe, ScopedRow, Tables};

#[cfg(feature = "sql")]
pub use self::written::{SendAs, Statement, StatementOf, check_queries};
pub use self::{
    across::{Across, EachQuery},
    children::Children,
    conflict::{Conflict, Unique, Upsert},
    delete::{Delete, DeleteRow},
    explain::SqlText,
    find::Find,
    insert::Insert,
    insert_from::{InsertFrom, Targets},
    join::{Join, References},
    keyset::{Keyset, KeysetPage},
    returning::Returning,
    rows::Rows,
    select::{All, Changeable, Filtered, Locked, Open, Page, Select},
    update::{Update, UpdateRow},
    values::Values,
};
