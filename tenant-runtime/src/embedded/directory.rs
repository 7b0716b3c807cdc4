//! The place of a server's directory. It is chosen here, but created by the
//! watchdog, which also removes it: nothing is left if this process dies between.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::unique;

/// Bytes in the address of a Unix socket, less the terminating NUL, where it is
/// shortest: 104 on macOS and the BSDs, 108 on Linux.
const SOCKET_PATH_MAX: usize = 103;

/// Returns the path of a directory that does not exist yet.
///
/// It lies in the directory for temporary files or, where the server could not
/// use that, in `/tmp`. UTF-8, as it becomes a part of a URL and of a setting.
pub(super) fn choose(account: Option<&Account>) -> String {
    let name = unique::name("tenant-pg-");
    let base = env::temp_dir();
    let usable = base.is_absolute() && (account.is_none() || is_writable_for_all(&base));
    match base.join(&name).into_os_string().into_string() {
        Ok(path) if usable && socket(&path).len() <= SOCKET_PATH_MAX => path,
        _ => format!("/tmp/{name}"),
    }
}

/// Returns the path of the server's socket: PostgreSQL's name for port 5432.
fn socket(directory: &str) -> String {
    format!("{directory}/.s.PGSQL.5432")
}

/// Tells whether another user can create files in a directory.
fn is_writable_for_all(directory: &Path) -> bool {
    is_reachable_for_all(directory) && mode(directory) & 0o003 == 0o003
}

/// Tells whether another user can get to a path.
pub(super) fn is_reachable_for_all(path: &Path) -> bool {
    let path = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    path.ancestors().all(|part| mode(part) & 0o001 != 0)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode())
}
