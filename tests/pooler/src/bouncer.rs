//! A throwaway PgBouncer: its program, its files, and its end.
//!
//! No service of the operating system's is used or touched.

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, chown},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tenant::embedded::Server;

use crate::Failure;

/// How many connections to the server PgBouncer has for each user of a database.
pub const SERVER_CONNECTIONS: usize = 2;

const PORT: u16 = 6432;

const START_LIMIT: Duration = Duration::from_secs(10);

/// Debian has the program where only root's PATH leads.
const DIRECTORY: &str = "/usr/sbin";

const NOT_FOUND: &str =
    "no `pgbouncer` was found in PATH or /usr/sbin; get it with: apt-get install pgbouncer";

/// A PgBouncer before a server, in one of its pool modes; stopped when it is dropped.
pub struct PgBouncer {
    child: Child,
    directory: TempDir,
}

impl PgBouncer {
    /// Starts one that knows these users, none of whom has a password.
    ///
    /// # Errors
    ///
    /// When there is no such program, with the command that installs it; when it does not start,
    /// with its log.
    pub fn start(
        server: &Server,
        mode: &str,
        connections: usize,
        users: &[&str],
    ) -> Result<Self, Failure> {
        let path = env::var_os("PATH").unwrap_or_default();
        let program = find_program(env::split_paths(&path).chain([DIRECTORY.into()]))?;
        let directory = tempfile::tempdir()?;
        let path = directory.path();
        let settings = path.join("pgbouncer.ini");
        let users: Vec<String> = users
            .iter()
            .map(|user| format!("\"{user}\" \"\""))
            .collect();
        fs::write(path.join("users"), users.join("\n"))?;
        fs::write(
            &settings,
            render_settings(path, server.socket_dir(), mode, connections),
        )?;
        let mut command = Command::new(program);
        command
            .arg(&settings)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // It refuses to run as root. Then the server runs as somebody else too, and lets in nobody
        // but that one.
        let (own, other) = (fs::metadata(path)?, fs::metadata(server.socket_dir())?);
        if own.uid() != other.uid() {
            for file in [path, &settings, &path.join("users")] {
                chown(file, Some(other.uid()), Some(other.gid()))?;
            }
            command.uid(other.uid()).gid(other.gid());
        }
        let child = command.spawn()?;
        let mut bouncer = Self { child, directory };
        bouncer.wait()?;
        Ok(bouncer)
    }

    /// The URL of a database of the server, for a user.
    pub fn url(&self, user: &str, database: &str) -> String {
        format!(
            "host='{}' port={PORT} user='{user}' dbname='{database}'",
            self.directory.path().display()
        )
    }

    /// What it wrote so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("log")).unwrap_or_default()
    }

    fn wait(&mut self) -> Result<(), Failure> {
        let socket = self.directory.path().join(format!(".s.PGSQL.{PORT}"));
        let deadline = Instant::now() + START_LIMIT;
        while UnixStream::connect(&socket).is_err() {
            if self.child.try_wait()?.is_some() || Instant::now() > deadline {
                return Err(format!("PgBouncer did not start; its log:\n{}", self.log()).into());
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn find_program(mut places: impl Iterator<Item = PathBuf>) -> Result<PathBuf, Failure> {
    let program = places.find_map(|directory| {
        let program = directory.join("pgbouncer");
        program.is_file().then_some(program)
    });
    program.ok_or_else(|| NOT_FOUND.into())
}

fn render_settings(directory: &Path, server: &Path, mode: &str, connections: usize) -> String {
    let (directory, server) = (directory.display(), server.display());
    format!(
        "[databases]\n\
         * = host={server} port=5432\n\
         [pgbouncer]\n\
         listen_port = {PORT}\n\
         unix_socket_dir = {directory}\n\
         logfile = {directory}/log\n\
         pidfile = {directory}/pid\n\
         auth_type = trust\n\
         auth_file = {directory}/users\n\
         pool_mode = {mode}\n\
         default_pool_size = {connections}\n\
         max_client_conn = 200\n"
    )
}

#[cfg(test)]
mod tests {
    use super::find_program;

    #[test]
    fn without_a_program_the_error_says_how_to_get_it() {
        let error = find_program(["/nowhere".into()].into_iter()).unwrap_err();
        let message = error.to_string();
        assert!(message.ends_with("apt-get install pgbouncer"), "{message}");
    }
}
