//! The user that runs the server.
//!
//! `initdb` and `postgres` refuse to run as root. A process of root's, as in most
//! containers, therefore runs them as `postgres` or, where there is no such user,
//! as `nobody`. Everyone else runs them as themselves.

use std::process::{Command, Stdio};

use super::error::{StartError, StartErrorKind};
use super::watchdog;

/// In order of preference; macOS names its own server's user with an underscore.
const CANDIDATES: [&str; 3] = ["postgres", "_postgres", "nobody"];

/// An unprivileged user that runs the server in root's place.
#[derive(Debug)]
pub(super) struct Account {
    pub name: &'static str,
    pub user: u32,
    pub group: u32,
}

impl Account {
    /// Returns whom to run the server as, or `None` to run it as the caller.
    ///
    /// # Errors
    ///
    /// [`StartErrorKind::System`] if root finds none of the users, or no `id`.
    pub(super) fn resolve() -> Result<Option<Self>, StartError> {
        if fetch_id(&["-u"])? != Some(0) {
            return Ok(None);
        }
        for name in CANDIDATES {
            if let (Some(user), Some(group)) = (fetch_id(&["-u", name])?, fetch_id(&["-g", name])?)
            {
                return Ok(Some(Self { name, user, group }));
            }
        }
        let message = "PostgreSQL refuses to run as root, and neither a user `postgres` nor \
                       `nobody` exists to run it as";
        Err(StartError::new(StartErrorKind::System, message))
    }
}

/// Asks `id`, since the standard library knows no user ids and `/etc/passwd` not
/// all users. `None` means that there is no such user.
fn fetch_id(arguments: &[&str]) -> Result<Option<u32>, StartError> {
    let output = Command::new("id")
        .args(arguments)
        .env("PATH", watchdog::search_path())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            StartError::with_source(StartErrorKind::System, "cannot run `id`", error)
        })?;
    if !output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let text = text.trim();
    // macOS prints the id of `nobody` as -2.
    let id = text
        .parse()
        .or_else(|_| text.parse().map(i32::cast_unsigned));
    Ok(id.ok())
}
