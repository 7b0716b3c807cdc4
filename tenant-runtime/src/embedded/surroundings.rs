//! Where server programs are looked for, as a value: two variables, the root of
//! the file system and the working directory.
//!
//! Tests search an empty tree with it; changing the environment of the running
//! process instead would be `unsafe`.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the search for server programs looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The value of `PG_BINDIR`.
    pub bin_dir: Option<OsString>,
    /// The value of `PATH`.
    pub path: Option<OsString>,
    /// Stands for `/` in the well-known directories.
    pub root: PathBuf,
    /// The directory whose `node_modules`, and its ancestors', are searched.
    pub directory: PathBuf,
}

impl Surroundings {
    /// Returns those of the running process.
    #[must_use]
    pub fn of_process() -> Self {
        Self {
            bin_dir: env::var_os("PG_BINDIR").filter(|value| !value.is_empty()),
            path: env::var_os("PATH"),
            root: PathBuf::from("/"),
            // A deleted working directory only means that nothing is found there.
            directory: env::current_dir().unwrap_or_default(),
        }
    }
}
