//! The throwaway server: that it is found, that it is usable, and that it always goes
//! away again.

mod database;
mod end;
mod holder;
mod search;
mod start;
mod support;
