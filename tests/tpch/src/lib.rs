//! The 22 queries of TPC-H over its eight tables, for two tenants, by the builder's handles; and what
//! is needed to compare each result with that of the query's plain text.
//!
//! [`tables`] has the entities, [`generate`] the data, [`queries`] a file for each query. The plain
//! texts are in `sql/`, and run by `psql` in a tenant's schema: see [`psql`].

#![expect(
    clippy::missing_errors_doc,
    reason = "every function here fails with what the server or a program says, and so does the test"
)]

pub mod answer;
pub mod generate;
pub mod psql;
pub mod queries;
pub mod tables;

/// A day of the calendar.
///
/// # Panics
///
/// When there is no such day.
pub fn day(year: i32, month: u32, day: u32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}
