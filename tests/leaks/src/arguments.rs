//! What the program and the tests are told.

use crate::{Failure, routes};

/// The seed if none is given: the same each time, so that a test that passed once passes again.
pub const SEED: u64 = 0x1EA4;

/// Names a seed for the tests, and for the program if its arguments name none.
pub const VARIABLE: &str = "LEAKS_SEED";

/// How the program is called.
pub const USAGE: &str = "\
usage: cargo run --release -p leaks -- [--operations 200000] [--route NAME] [--seed N]
       cargo run --release -p leaks -- --sabotage [NAME]   (plants bugs in copies; half an hour)";

/// The arguments of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// For each route.
    pub operations: u64,
    /// One of them, or each.
    pub route: Option<String>,
    pub seed: u64,
    pub sabotage: bool,
    /// One of the bugs, or each.
    pub bug: Option<String>,
}

impl Arguments {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// When one is unknown, has no value, or a wrong one.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, Failure> {
        let mut parsed = Self {
            operations: 200_000,
            route: None,
            seed: seed()?,
            sabotage: false,
            bug: None,
        };
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            if name == "--sabotage" {
                parsed.sabotage = true;
                parsed.bug = arguments.next();
                continue;
            }
            let value = arguments.next().ok_or(USAGE)?;
            match name.as_str() {
                "--operations" => parsed.operations = value.parse()?,
                "--seed" => parsed.seed = value.parse()?,
                "--route" if routes::NAMES.contains(&value.as_str()) => parsed.route = Some(value),
                _ => return Err(USAGE.into()),
            }
        }
        Ok(parsed)
    }
}

/// The seed of the environment, or the usual one.
///
/// # Errors
///
/// When it is no number.
pub fn seed() -> Result<u64, Failure> {
    match std::env::var(VARIABLE) {
        Ok(seed) => Ok(seed.parse()?),
        Err(_) => Ok(SEED),
    }
}
