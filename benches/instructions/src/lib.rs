//! What the program and the benchmark that it runs have in common.

/// The variable of the environment with the server's URL.
pub const URL: &str = "STATEMENTS_URL";

/// Statements that one count is of.
pub const COUNTED: u32 = 1_000;
