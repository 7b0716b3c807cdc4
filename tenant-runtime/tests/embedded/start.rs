//! A server that starts, or does not, and where it puts its files.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::thread;

use tenant_runtime::embedded::Server;

use crate::holder::Holder;
use crate::support::{Base, connect, processes_of, show};

#[tokio::test]
async fn a_server_is_usable() {
    let server = Server::builder()
        .setting("work_mem", "5MB")
        .start()
        .unwrap();
    let client = connect(server.url()).await;
    assert_eq!(
        client
            .query_one("SELECT 1", &[])
            .await
            .unwrap()
            .get::<_, i32>(0),
        1
    );
    let version = show(&client, "server_version").await;
    println!("PostgreSQL {version}");
    assert!(version.starts_with(&server.version().to_string()));
    assert_eq!(show(&client, "work_mem").await, "5MB");
    assert_eq!(show(&client, "server_encoding").await, "UTF8");
    assert_eq!(show(&client, "fsync").await, "off");
    assert_eq!(show(&client, "listen_addresses").await, "");
    assert_eq!(show(&client, "max_connections").await, "200");
    assert_eq!(show(&client, "dynamic_shared_memory_type").await, "mmap");
    let directory = server.socket_dir().to_str().unwrap();
    assert_eq!(
        show(&client, "unix_socket_directories").await,
        format!("\"{directory}\"")
    );
    let mode = fs::metadata(directory).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert!(
        fs::read_to_string(server.log_path())
            .unwrap()
            .contains("ready to accept connections")
    );
}

#[test]
fn two_servers_run_at_once_and_leave_nothing_when_dropped() {
    let other = thread::spawn(Server::start);
    let one = Server::start().unwrap();
    let other = other.join().unwrap().unwrap();
    let directories = [one.socket_dir().to_owned(), other.socket_dir().to_owned()];
    assert_ne!(directories[0], directories[1]);
    for directory in &directories {
        assert!(directory.join(".s.PGSQL.5432").exists());
        assert!(!processes_of(directory).is_empty());
    }
    drop(one);
    assert!(!directories[0].exists());
    assert!(directories[1].join(".s.PGSQL.5432").exists());
    drop(other);
    assert!(!directories[1].exists());
    // A process that was reaped is gone at once, and `drop` waits for that.
    assert_eq!(processes_of(&directories[0]), Vec::<String>::new());
    assert_eq!(processes_of(&directories[1]), Vec::<String>::new());
}

#[test]
fn a_start_that_fails_tells_why_and_leaves_nothing() {
    let base = Base::new();
    let mut holder = Holder::start(&base, "fail at a setting", &[]);
    let error = holder.read("error");
    assert!(
        error.starts_with("Exited: the PostgreSQL server of "),
        "{error}"
    );
    assert!(
        error.contains("invalid value for parameter \\\"shared_buffers\\\": \\\"plenty\\\""),
        "{error}"
    );
    assert!(holder.wait().success());
    assert_eq!(base.additions(), Vec::<String>::new());
}

#[test]
fn a_directory_for_temporary_files_that_is_too_long_is_not_used() {
    let base = Base::new();
    let long = base.path().join("long".repeat(20));
    fs::create_dir(&long).unwrap();
    fs::set_permissions(&long, fs::Permissions::from_mode(0o1777)).unwrap();
    let mut holder = Holder::start(&base, "drop", &[("TMPDIR", long.to_str().unwrap())]);
    let directory = holder.read("directory");
    assert!(directory.starts_with("/tmp/tenant-pg-"), "{directory}");
    assert!(holder.wait().success());
    assert!(!Path::new(&directory).exists());
    fs::remove_dir(&long).unwrap();
}

#[test]
fn a_directory_for_temporary_files_may_have_any_name() {
    let base = Base::new();
    let odd = base.path().join("a b,c'd\"e$(f)%40ü");
    fs::create_dir(&odd).unwrap();
    fs::set_permissions(&odd, fs::Permissions::from_mode(0o1777)).unwrap();
    let mut holder = Holder::start(&base, "query", &[("TMPDIR", odd.to_str().unwrap())]);
    assert!(holder.read("directory").starts_with(odd.to_str().unwrap()));
    assert_eq!(holder.read("answer"), "1");
    assert!(holder.wait().success());
    // Only an empty directory can be removed like this.
    fs::remove_dir(&odd).unwrap();
}

#[test]
fn database_url_is_preferred() {
    let base = Base::new();
    let url = "postgresql://somebody@example.org/db";
    let mut holder = Holder::start(&base, "provided", &[("DATABASE_URL", url)]);
    assert_eq!(holder.read("provided"), url);
    assert_eq!(holder.read("shared"), url);
    assert!(holder.wait().success());
    assert_eq!(base.additions(), Vec::<String>::new());
}

#[test]
fn an_empty_database_url_counts_as_none() {
    let base = Base::new();
    let mut holder = Holder::start(&base, "provided", &[("DATABASE_URL", "")]);
    let (provided, shared) = (holder.read("provided"), holder.read("shared"));
    assert!(
        provided.starts_with("postgresql://postgres@%2F"),
        "{provided}"
    );
    assert_ne!(provided, shared);
    assert!(holder.wait().success());
    base.wait_until_bare("provided");
}
