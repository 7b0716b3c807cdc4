//! Looking at what there is: directories, processes, and settings of a server.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio_postgres::{Client, NoTls};

/// Far longer than anything here takes, for machines that are busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// A directory for temporary files, in which there are a file and a directory that
/// look as if they belonged to a server.
pub(crate) struct Base(PathBuf);

pub(crate) const NEIGHBOURS: [&str; 2] = ["tenant-pg-directory", "tenant-pg-file"];

impl Base {
    pub(crate) fn new() -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);

        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        // Short, since the path of a socket is limited to 103 bytes.
        let path = PathBuf::from(format!("/tmp/tenant-base-{}-{count}", process::id()));
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o1777)).unwrap();
        fs::create_dir(path.join(NEIGHBOURS[0])).unwrap();
        fs::write(path.join(NEIGHBOURS[1]), "keep").unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Lists what is in the directory by now; the neighbours have to be.
    pub(crate) fn additions(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
        for neighbour in NEIGHBOURS {
            assert!(
                names.iter().any(|name| name == neighbour),
                "{neighbour} was removed"
            );
        }
        names.retain(|name| !NEIGHBOURS.contains(&name.as_str()));
        names.sort();
        names
    }

    pub(crate) fn wait_until_bare(&self, what: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = [self.additions(), processes_of(&self.0)].concat();
            if left.is_empty() {
                return;
            }
            assert!(Instant::now() < deadline, "left after {what}: {left:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Removes what the test itself has added, and tells what that was.
    pub(crate) fn clear(&self) -> Vec<String> {
        let names = self.additions();
        for name in &names {
            fs::remove_dir_all(self.0.join(name)).unwrap();
        }
        names
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        // Not recursive: what a failed test has left is there to be looked at.
        let _ = fs::remove_dir(self.0.join(NEIGHBOURS[0]));
        let _ = fs::remove_file(self.0.join(NEIGHBOURS[1]));
        let _ = fs::remove_dir(&self.0);
    }
}

/// Lists the processes whose arguments or working directory are in a directory. A
/// backend has changed its arguments, but works in the directory of the data.
pub(crate) fn processes_of(directory: &Path) -> Vec<String> {
    let directory = directory.to_str().unwrap();
    let processes = fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .map(|entry| entry.path());
    let command = |process: &Path| fs::read_to_string(process.join("cmdline")).unwrap_or_default();
    let place = |process: &Path| fs::read_link(process.join("cwd")).unwrap_or_default();
    processes
        .filter(|process| {
            command(process).contains(directory) || place(process).starts_with(directory)
        })
        .map(|process| command(&process).replace('\0', " "))
        .collect()
}

/// Lists the segments of PostgreSQL servers that are not in their own directories.
pub(crate) fn shared_memory() -> BTreeSet<PathBuf> {
    let segments = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let segments = segments.map(|entry| entry.path());
    segments
        .filter(|path| path.to_string_lossy().contains("/PostgreSQL."))
        .collect()
}

/// Lists the ids of the System V segments, of which a server has one.
pub(crate) fn system_v_segments() -> BTreeSet<String> {
    let table = fs::read_to_string("/proc/sysvipc/shm").unwrap();
    let ids = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().nth(1).unwrap());
    ids.map(str::to_owned).collect()
}

pub(crate) fn postmaster(directory: &Path) -> String {
    let file = fs::read_to_string(directory.join("data/postmaster.pid")).unwrap();
    file.lines().next().unwrap().to_owned()
}

pub(crate) fn signal(process: &str, name: &str) {
    let kill = ["-c", "kill -s \"$1\" -- \"$2\"", "kill", name, process];
    assert!(
        Command::new("/bin/sh")
            .args(kill)
            .status()
            .unwrap()
            .success()
    );
}

pub(crate) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "in vain: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

pub(crate) async fn show(client: &Client, setting: &str) -> String {
    client
        .query_one(&format!("SHOW {setting}"), &[])
        .await
        .unwrap()
        .get(0)
}
