//! The statements that handles make: one file each for what they are, and `verbs` for how all of
//! them end (`fetch_one`, `fetch_optional`, `fetch_all`, `fetch`, `execute`).

mod build;
mod delete;
mod find;
mod insert;
mod job;
mod rows;
mod select;
mod update;
mod verbs;

pub(crate) use self::find::Key;

pub use self::{
    delete::{Delete, DeleteRow},
    find::Find,
    insert::{Insert, InsertMany, MAX_PARAMS},
    rows::Rows,
    select::{All, Changeable, Filtered, Page, Select},
    update::{Update, UpdateRow},
};
