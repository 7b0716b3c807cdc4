//! Names that nobody else uses: the process, a counter, and 64 random bits.
//!
//! The process and the counter are there for the reader of a listing; the
//! random part keeps names apart across machines that share one server.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// Appends `<process>_<counter>_<random>` to `prefix`; at most 38 bytes.
pub(super) fn name(prefix: &str) -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);

    let process = process::id();
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    // The standard library seeds its hasher from the operating system.
    let random = RandomState::new().hash_one((process, count));
    format!("{prefix}{process}_{count}_{random:016x}")
}
