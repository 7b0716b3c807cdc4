//! Shows that the leak test finds what it is for: it plants one bug after the other in a copy of
//! the workspace, and runs the test there, which has to fail.
//!
//! Not part of `cargo test`: each bug is built in release mode, about a minute each.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Output},
};

use crate::{
    Failure,
    mutations::{MUTATIONS, Mutation},
};

/// The exit code of a leak test that found something; a build that fails has another.
pub const VIOLATED: u8 = 1;

/// Enough for each bug to show, and few enough to wait for.
const OPERATIONS: &str = "10000";

/// What is not copied.
const LEFT_OUT: [&str; 3] = ["target", ".git", "node_modules"];

/// Runs the test without a bug, which has to pass, and with each, or the one that is named.
///
/// # Errors
///
/// When the workspace cannot be copied, or a bug no longer fits the code.
pub fn run(only: Option<&str>) -> Result<ExitCode, Failure> {
    let copy = Copy::new()?;
    let mut missed = 0;
    if only.is_none() {
        for route in ["qualified", "search_path", "search_path_local", "set_role"] {
            missed += copy.expect("no bug", route, 0)?;
        }
    }
    let chosen = |mutation: &&Mutation| only.is_none_or(|name| name == mutation.name);
    for mutation in MUTATIONS.iter().filter(chosen) {
        let original = copy.plant(mutation)?;
        missed += copy.expect(mutation.name, mutation.route, VIOLATED)?;
        fs::write(copy.root.join(mutation.file), original)?;
    }
    println!("{missed} surprises");
    Ok(ExitCode::from(u8::from(missed > 0)))
}

/// A copy of the workspace; below the target directory, so that `cargo clean` removes it, and what
/// the last run built can be used again.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    fn new() -> Result<Self, Failure> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let place = workspace.join("target/sabotage");
        let (root, target) = (place.join("copy"), place.join("target"));
        if root.exists() {
            fs::remove_dir_all(&root)?; // a run that was stopped left its bug in it
        }
        copy_tree(&workspace, &root)?;
        Ok(Self { root, target })
    }

    /// Plants a bug; returns what the file was.
    fn plant(&self, mutation: &Mutation) -> Result<String, Failure> {
        let file = self.root.join(mutation.file);
        let original = fs::read_to_string(&file)?;
        let times = original.matches(mutation.text).count();
        if times != 1 {
            let (name, file, text) = (mutation.name, mutation.file, mutation.text);
            return Err(format!("{name}: {file} has `{text}` {times} times, not once").into());
        }
        fs::write(file, original.replace(mutation.text, mutation.replacement))?;
        Ok(original)
    }

    /// Runs the test; returns 1 if it does not end as expected.
    fn expect(&self, name: &str, route: &str, code: u8) -> Result<u32, Failure> {
        let output = self.test(route)?;
        let report = String::from_utf8_lossy(&output.stdout);
        let found = report.lines().find(|line| line.starts_with("  "));
        // Cargo's own exit code for a failed build is 101.
        let as_expected =
            output.status.code() == Some(code.into()) && found.is_some() == (code == VIOLATED);
        let result = match (as_expected, found) {
            (true, Some(found)) => format!("found:{found}"),
            (true, None) => "passes".into(),
            (false, _) => format!("UNEXPECTED: {report}{}", tail(&output)),
        };
        println!("{name} under {route}: {result}");
        Ok(u32::from(!as_expected))
    }

    fn test(&self, route: &str) -> io::Result<Output> {
        Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(["run", "--release", "--locked", "--package", "leaks", "--"])
            .args(["--operations", OPERATIONS, "--route", route])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "1") // little changes from one bug to the next
            .output()
    }
}

fn tail(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
