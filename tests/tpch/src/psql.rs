//! Runs a query's plain text by `psql`, in a tenant's schema.

use std::{
    env, fs, io,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

/// What `psql` prints for null.
pub const NULL: &str = "<null>";

/// Between two columns; no text here has it.
const SEPARATOR: &str = "\x1f";

/// Runs a text with one query in it in a schema, and returns the rows that it printed.
pub fn run(url: &str, schema: &str, text: &str) -> io::Result<Vec<Vec<String>>> {
    let mut psql = Command::new(find()?)
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
        .arg(format!("--field-separator={SEPARATOR}"))
        .arg(format!("--pset=null={NULL}"))
        .args(["--set=ON_ERROR_STOP=1", "--file=-"])
        .arg(format!("--set=schema={schema}"))
        .arg(format!("--dbname={url}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = psql.stdin.take() {
        input.write_all(b"SET search_path TO :\"schema\";\n")?;
        input.write_all(text.as_bytes())?;
    }
    let output = psql.wait_with_output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("psql: {message}")));
    }
    let printed = String::from_utf8(output.stdout).map_err(io::Error::other)?;
    let row = |line: &str| line.split(SEPARATOR).map(str::to_owned).collect();
    Ok(printed.lines().map(row).collect())
}

/// Where `psql` is: beside the server's programs, in `PATH`, or where Debian puts it.
fn find() -> io::Result<PathBuf> {
    let named = env::var_os("PG_BINDIR").map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<PathBuf> = match fs::read_dir("/usr/lib/postgresql") {
        Ok(entries) => entries
            .flatten()
            .map(|entry| entry.path().join("bin"))
            .collect(),
        Err(_) => Vec::new(),
    };
    versions.sort();
    named
        .into_iter()
        .chain(env::split_paths(&path))
        .chain(versions.into_iter().rev())
        .map(|directory| directory.join("psql"))
        .find(|program| program.is_file())
        .ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                "no `psql` in PG_BINDIR, PATH or /usr/lib/postgresql/*/bin; install it \
                 (Debian: `apt-get install postgresql-client`)",
            )
        })
}
