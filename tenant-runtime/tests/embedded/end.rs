//! Whatever happens to a server or to its owner, neither processes nor files are left.
//!
//! How an owner ends is tried on a [`Holder`], which is a second process.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tenant_runtime::embedded::Server;

use crate::holder::Holder;
use crate::support::{
    Base, postmaster, processes_of, shared_memory, signal, system_v_segments, wait_until,
};

#[test]
fn a_server_that_was_killed_leaves_nothing_either() {
    let server = Server::start().unwrap();
    let directory = server.socket_dir().to_owned();
    let lock = fs::read_to_string(directory.join("data/postmaster.pid")).unwrap();
    let segment = lock
        .lines()
        .nth(6)
        .unwrap()
        .split_whitespace()
        .last()
        .unwrap();
    assert!(system_v_segments().contains(segment));
    signal(&postmaster(&directory), "KILL");
    wait_until("the server is gone", || directory.join("ended").exists());
    drop(server);
    wait_until("shared memory", || !system_v_segments().contains(segment));
    assert!(!directory.exists());
    wait_until("no process is left", || processes_of(&directory).is_empty());
}

/// A pipe of the harness that stays open in a server would make it wait for the end.
#[test]
#[cfg(target_os = "linux")]
fn a_server_holds_no_pipe_of_its_owner() {
    let server = Server::start().unwrap();
    let pipes = |process: &str| -> BTreeMap<PathBuf, String> {
        let files = fs::read_dir(format!("/proc/{process}/fd"))
            .unwrap()
            .flatten();
        let pairs = files.filter_map(|file| {
            let target = fs::read_link(file.path()).ok()?;
            let is_pipe = target.to_string_lossy().starts_with("pipe:");
            is_pipe.then(|| (target, file.file_name().into_string().unwrap()))
        });
        pairs.collect()
    };
    let mut own = pipes("self");
    // What this program was itself given to pass on, as by `make`, is not its own.
    own.retain(|_, file| {
        let info = fs::read_to_string(format!("/proc/self/fdinfo/{file}")).unwrap_or_default();
        let flags = info
            .lines()
            .find_map(|line| line.strip_prefix("flags:"))
            .unwrap_or("0");
        let close_on_exec = i64::from_str_radix(flags.trim(), 8).unwrap() & 0o2_000_000 != 0;
        close_on_exec || ["0", "1", "2"].contains(&file.as_str())
    });
    // The pipes to the watchdog at the least.
    assert!(own.len() >= 2, "{own:?}");
    let servers = pipes(&postmaster(server.socket_dir()));
    assert!(!servers.is_empty());
    own.retain(|pipe, _| servers.contains_key(pipe));
    assert_eq!(own, BTreeMap::new());
}

#[test]
fn nothing_is_left_however_the_owner_ends() {
    let own_server = "directory";
    for (role, key, code) in [
        ("drop", own_server, Some(0)),
        ("exit", own_server, Some(0)),
        ("panic", own_server, Some(101)),
        ("abort", own_server, None),
        ("return", "shared", Some(0)),
    ] {
        let base = Base::new();
        let mut holder = Holder::start(&base, role, &[]);
        assert!(holder.read(key).contains("tenant-base-"), "{role}");
        assert_eq!(holder.wait().code(), code, "{role}");
        base.wait_until_bare(role);
    }
}

#[test]
fn nothing_is_left_after_a_signal_to_the_owner() {
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("KILL", 9)] {
        let base = Base::new();
        let mut holder = Holder::start(&base, "wait", &[]);
        let directory = PathBuf::from(holder.read("directory"));
        assert!(directory.exists());
        holder.signal(name);
        assert_eq!(holder.wait().signal(), Some(number));
        base.wait_until_bare(name);
    }
}

#[test]
fn nothing_is_left_when_the_owner_is_killed_during_the_start() {
    let before = shared_memory();
    for delay in [0, 5, 50, 150, 300, 500, 700] {
        let base = Base::new();
        let mut holder = Holder::start(&base, "wait", &[]);
        wait_until("the directory is there", || !base.additions().is_empty());
        thread::sleep(Duration::from_millis(delay));
        holder.signal("KILL");
        assert_eq!(holder.wait().signal(), Some(9));
        base.wait_until_bare(&format!("killed after {delay} ms"));
    }
    // Others may be starting just now; what they have goes away too.
    let mut left = shared_memory();
    left.retain(|segment| !before.contains(segment));
    wait_until("shared memory", || left.is_disjoint(&shared_memory()));
}

#[test]
fn nothing_is_left_while_another_child_of_the_owner_lives_on() {
    let base = Base::new();
    let mut holder = Holder::start(&base, "exit beside a child", &[]);
    let child = holder.read("child");
    holder.wait();
    base.wait_until_bare("exit beside a child");
    assert!(Path::new("/proc").join(&child).exists());
    signal(&child, "KILL");
}
