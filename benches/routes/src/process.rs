//! What the operating system says of processes: a backend's memory, and the time that client and
//! server spent on the processors.

use std::{fs, path::Path, time::Duration};

use serde::Serialize;

/// Bytes; the parts of shared memory that it touched are in the first two.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Process {
    pub(crate) rss: u64,
    /// What is shared is divided by how many share it.
    pub(crate) pss: u64,
    /// The part of `pss` that belongs to no file and to no shared memory.
    pub(crate) private: u64,
}

impl Process {
    /// Nothing where the system does not tell.
    pub(crate) fn of(pid: i32) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let bytes = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
            Some(kilobytes * 1024)
        };
        Some(Self {
            rss: bytes("Rss:")?,
            pss: bytes("Pss:")?,
            private: bytes("Pss_Anon:")?,
        })
    }
}

/// How long a tick of `/proc/…/stat` is; 100 a second on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// Where the times of children that ended are, among the fields behind the name (`proc(5)`).
const CHILDREN_USER: usize = 13;
const CHILDREN_SYSTEM: usize = 14;

/// The server's processes, by their parent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Postmaster(u32);

impl Postmaster {
    /// Of a server whose files are in a directory.
    pub(crate) fn of(directory: &Path) -> Option<Self> {
        let text = fs::read_to_string(directory.join("data/postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok().map(Self)
    }

    /// The time on processors of this process and the whole server until now, backends that have
    /// ended included; nothing where the system does not tell.
    pub(crate) fn spent(self) -> Option<Duration> {
        let mut sum = Duration::ZERO;
        for thread in fs::read_dir("/proc/self/task").ok()?.flatten() {
            sum += on_processors(&thread.path())?;
        }
        let own = format!("/proc/{}", self.0);
        sum += on_processors(Path::new(&own))?;
        // Of children that have ended.
        let fields = stat(Path::new(&own))?;
        let ticks = |index: usize| fields.get(index)?.parse::<u32>().ok();
        sum += TICK * (ticks(CHILDREN_USER)? + ticks(CHILDREN_SYSTEM)?);
        let children = fs::read_to_string(format!("{own}/task/{}/children", self.0)).ok()?;
        for child in children.split_ascii_whitespace() {
            // One that ends just now counts with those that have ended, the next time.
            sum += on_processors(&Path::new("/proc").join(child)).unwrap_or_default();
        }
        Some(sum)
    }
}

fn on_processors(process: &Path) -> Option<Duration> {
    let text = fs::read_to_string(process.join("schedstat")).ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// The fields behind the name of the program, which may contain anything.
fn stat(process: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(process.join("stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
}
