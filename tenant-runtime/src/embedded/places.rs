//! The places where server programs may be, in the order of preference, and why
//! each of them was passed over.

use std::cmp::Reverse;
use std::env::{self, consts};
use std::fmt;
use std::fs;
use std::iter;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::surroundings::Surroundings;

/// Directories with an entry for each version, and how those entries' names start:
/// Debian, Red Hat, Homebrew on Apple's and on Intel's processors, Postgres.app.
const VERSIONED: [(&str, &str); 5] = [
    ("usr/lib/postgresql", ""),
    ("usr", "pgsql-"),
    ("opt/homebrew/opt", "postgresql"),
    ("usr/local/opt", "postgresql"),
    ("Applications/Postgres.app/Contents/Versions", ""),
];

/// One line of the search: its name in messages, and the directories behind it.
pub(super) struct Place {
    name: String,
    directories: Vec<PathBuf>,
}

impl Place {
    /// Returns the first directory with usable programs.
    ///
    /// # Errors
    ///
    /// One line that says what was there instead.
    pub(super) fn search(self) -> Result<PathBuf, String> {
        let mut flaws = Vec::new();
        for directory in self.directories {
            match check_programs(&directory) {
                Ok(()) => return Ok(directory),
                // Most directories of a `PATH` have neither program; that is no news.
                Err(Flaw::Nothing) => {}
                Err(flaw) => flaws.push(format!("`{}` {flaw}", directory.display())),
            }
        }
        let flaws = if flaws.is_empty() {
            "nothing there".to_owned()
        } else {
            flaws.join(", ")
        };
        Err(format!("{}: {flaws}", self.name))
    }
}

/// Why a directory cannot be used.
#[derive(Debug)]
pub(super) enum Flaw {
    Nothing,
    Lacks(&'static str),
    NotExecutable(PathBuf),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("has neither `initdb` nor `postgres`"),
            Self::Lacks(program) => write!(f, "lacks `{program}`"),
            Self::NotExecutable(path) => {
                write!(
                    f,
                    "has a program without permission to run: `chmod +x {}`",
                    path.display()
                )
            }
        }
    }
}

/// Tells whether both programs are in a directory and can be run.
///
/// Together, because `initdb` runs the `postgres` beside it and insists on its own
/// version.
pub(super) fn check_programs(directory: &Path) -> Result<(), Flaw> {
    let programs = ["initdb", "postgres"];
    let missing = programs.map(|program| !directory.join(program).is_file());
    match missing {
        [true, true] => return Err(Flaw::Nothing),
        [true, false] => return Err(Flaw::Lacks("initdb")),
        [false, true] => return Err(Flaw::Lacks("postgres")),
        [false, false] => {}
    }
    for path in programs.map(|program| directory.join(program)) {
        let mode = fs::metadata(&path).map_or(0, |metadata| metadata.permissions().mode());
        if mode & 0o111 == 0 {
            return Err(Flaw::NotExecutable(path));
        }
    }
    Ok(())
}

/// Returns all places in order. It is lazy: what comes after the first usable
/// place is not looked at, and `pg_config` not run.
pub(super) fn all(around: &Surroundings) -> impl Iterator<Item = Place> {
    let early = [path, pg_config].into_iter().map(|place| place(around));
    let versioned = VERSIONED
        .into_iter()
        .map(|(parent, prefix)| versions(around, parent, prefix));
    early
        .chain(versioned)
        .chain(iter::once_with(|| node_modules(around)))
}

fn path(around: &Surroundings) -> Place {
    Place {
        name: "PATH".to_owned(),
        directories: split_path(around),
    }
}

fn split_path(around: &Surroundings) -> Vec<PathBuf> {
    let path = around.path.iter().flat_map(env::split_paths);
    // An empty entry stands for the working directory, which nobody means here.
    path.filter(|entry| entry.is_absolute()).collect()
}

/// Asks the `pg_config` of `PATH`, which on some systems is all that is in it.
fn pg_config(around: &Surroundings) -> Place {
    let program = split_path(around)
        .into_iter()
        .map(|entry| entry.join("pg_config"))
        .find(|path| path.is_file());
    let output = program.and_then(|program| {
        Command::new(program)
            .arg("--bindir")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()
    });
    let directory = output
        .filter(|output| output.status.success())
        .map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    Place {
        name: "pg_config --bindir".to_owned(),
        directories: directory.into_iter().collect(),
    }
}

/// Lists the entries of a directory that belong to a version, newest first.
fn versions(around: &Surroundings, parent: &str, prefix: &str) -> Place {
    let entries = fs::read_dir(around.root.join(parent))
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(Vec<u32>, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = version_of(name.strip_prefix(prefix)?);
            Some((version, entry.path().join("bin")))
        })
        .collect();
    found.sort_by_key(|(version, _)| Reverse(version.clone()));
    Place {
        name: format!("/{parent}/{prefix}*/bin"),
        directories: found.into_iter().map(|(_, directory)| directory).collect(),
    }
}

/// Reads `9.6` as 9 and 6, `@18` as 18, and `latest` as no number at all.
fn version_of(name: &str) -> Vec<u32> {
    name.split(|char: char| !char.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect()
}

fn node_modules(around: &Surroundings) -> Place {
    let tail = format!("node_modules/{}/native/bin", npm_package());
    let above = around
        .directory
        .ancestors()
        .filter(|ancestor| ancestor.is_absolute());
    Place {
        name: format!(
            "{tail} of `{}` and its ancestors",
            around.directory.display()
        ),
        directories: above.map(|ancestor| ancestor.join(&tail)).collect(),
    }
}

/// Names the npm package with the programs for this platform, in npm's words.
pub(super) fn npm_package() -> String {
    let system = match consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match consts::ARCH {
        "x86_64" => "x64",
        "x86" => "ia32",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64",
        other => other,
    };
    format!("@embedded-postgres/{system}-{processor}")
}
