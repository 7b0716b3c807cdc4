//! What the operating system says of a backend's memory.

use std::fs;

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
