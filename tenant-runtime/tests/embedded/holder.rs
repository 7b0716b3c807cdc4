//! A process that holds a server: this program itself, run with one test only.
//!
//! It gets a directory for temporary files in which everything that its server leaves
//! behind can be seen.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::process::{self, Child, ChildStdout, Command, Stdio};
use std::thread;

use tenant_runtime::embedded::{Provided, Server, StartError, shared_url};

use crate::support::{Base, PATIENCE, connect, signal};

/// Says what the process that runs `holder` does with its server.
const ROLE: &str = "TENANT_TEST_ROLE";

/// This program in a second process, with one of the roles of [`holder`].
pub(crate) struct Holder {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Holder {
    pub(crate) fn start(base: &Base, role: &str, variables: &[(&str, &str)]) -> Self {
        let mut child = this_program()
            .args(["--exact", "holder::holder", "--ignored", "--nocapture"])
            .env_remove("DATABASE_URL")
            .env("TMPDIR", base.path())
            .env(ROLE, role)
            .envs(variables.iter().copied())
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// Reads up to the line with `key=value` and returns the value.
    pub(crate) fn read(&mut self, key: &str) -> String {
        let key = format!("{key}=");
        for line in self.output.by_ref().lines() {
            // The harness writes the name of the test in front of the first line.
            if let Some((_, value)) = line.unwrap().split_once(&key) {
                return value.to_owned();
            }
        }
        panic!("the holder ended without `{key}`");
    }

    /// Signals all of the holder's group, as a terminal does, or a runner that has run
    /// out of time.
    pub(crate) fn signal(&self, name: &str) {
        signal(&format!("-{}", self.child.id()), name);
    }

    pub(crate) fn wait(&mut self) -> process::ExitStatus {
        self.child.wait().unwrap()
    }
}

/// This program, which signals end: a shell has what it starts in the background ignore some.
fn this_program() -> Command {
    let program = env::current_exe().unwrap();
    if cfg!(target_os = "linux") {
        let mut with_defaults = Command::new("env");
        with_defaults.arg("--default-signal").arg(program);
        return with_defaults;
    }
    Command::new(program)
}

impl Drop for Holder {
    fn drop(&mut self) {
        // It has ended already, unless the test is failing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Not a test, but the process that holds a server; alone it only starts one.
#[test]
#[ignore = "run by the tests beside it, in processes of their own"]
fn holder() {
    let role = env::var(ROLE).unwrap_or_else(|_| "drop".to_owned());
    match role.as_str() {
        "fail" => tell_error(&Server::start().unwrap_err()),
        "fail at a setting" => {
            let server = Server::builder().setting("shared_buffers", "plenty");
            tell_error(&server.start().unwrap_err());
        }
        "provided" => {
            let provided = Provided::from_env().unwrap();
            println!("provided={}", provided.url());
            println!("shared={}", shared_url().unwrap());
        }
        // The end of the process, with a server in a static.
        "return" => println!("shared={}", shared_url().unwrap()),
        _ => hold(&role, Server::start().unwrap()),
    }
}

fn hold(role: &str, server: Server) {
    assert!(server.socket_dir().exists());
    println!("directory={}", server.socket_dir().display());
    match role {
        "drop" => drop(server),
        "exit" => process::exit(0),
        "panic" => panic!("with a server"),
        "abort" => process::abort(),
        "wait" => thread::sleep(PATIENCE * 3),
        "query" => println!("answer={}", query(server.url())),
        "exit beside a child" => {
            let mut sleep = Command::new("sleep");
            sleep
                .arg("60")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            println!("child={}", sleep.spawn().unwrap().id());
            process::exit(0);
        }
        other => panic!("unknown role {other}"),
    }
}

fn query(url: &str) -> i32 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = connect(url).await;
        client.query_one("SELECT 1", &[]).await.unwrap().get(0)
    })
}

/// On one line, so that the reader gets all of it.
fn tell_error(error: &StartError) {
    println!("error={}", format!("{error:?}").escape_default());
}
