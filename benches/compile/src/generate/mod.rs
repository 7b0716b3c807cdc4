//! Writes the crates to be compiled: a workspace with a package per case, a module per table.

mod columns;
mod peers;
mod plain;
mod typed;

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result};

use self::columns::Columns;
use crate::case::{Calls, Case, Code, Library};

/// A call on a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Find,
    Page,
    Insert,
    Update,
    Delete,
}

impl Call {
    const ALL: [Self; 5] = [
        Self::Find,
        Self::Page,
        Self::Insert,
        Self::Update,
        Self::Delete,
    ];

    /// The call that is made on one handle; neighbours get different ones.
    fn of(calls: Calls, tenant: usize, table: usize) -> Self {
        match calls {
            Calls::Find => Self::Find,
            Calls::Mixed => Self::ALL[(tenant + table) % Self::ALL.len()],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Page => "page",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// Writes the workspace of all cases, with the versions that the library is locked to.
pub(crate) fn write_workspace(directory: &Path, library: &Path, cases: &[Case]) -> Result<()> {
    let members: Vec<_> = cases
        .iter()
        .map(|case| format!("{:?}", case.package()))
        .collect();
    // `rebuild` is a profile of its own so that incremental builds share nothing with the others.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n\
         [profile.dev]\nincremental = false\n\n\
         [profile.rebuild]\ninherits = \"dev\"\nincremental = true\n",
        members.join(", ")
    );
    write(&directory.join("Cargo.toml"), &manifest)?;
    let lock = library.join("Cargo.lock");
    fs::copy(&lock, directory.join("Cargo.lock"))
        .with_context(|| format!("cannot copy {}", lock.display()))?;
    for case in cases {
        write_package(&directory.join(case.package()), library, case)?;
    }
    Ok(())
}

/// Writes the one module that an edit changes: one field of it has another name afterwards.
pub(crate) fn write_edited(package: &Path, case: &Case, edited: bool) -> Result<()> {
    let text = table(case, 0, &Columns::new(edited));
    write(&package.join("src/table0.rs"), &text)
}

/// As the peers' guides have them, for asynchronous programs.
const DIESEL: &str = "diesel = { version = \"2.3\", default-features = false, features = [\"postgres_backend\"] }\n\
     diesel-async = { version = \"0.9\", features = [\"postgres\", \"deadpool\"] }";
const SEA_ORM: &str = "sea-orm = { version = \"2\", default-features = false, \
     features = [\"macros\", \"runtime-tokio\", \"sqlx-postgres\"] }";

fn write_package(package: &Path, library: &Path, case: &Case) -> Result<()> {
    let dependency = match case.library() {
        Library::Tenant => format!("tenant = {{ path = {:?} }}", library.display().to_string()),
        // The features that the library asks for, so that both are compiled against one build.
        Library::TokioPostgres => {
            "tokio-postgres = { version = \"0.7\", features = [\"array-impls\"] }".into()
        }
        Library::Diesel => DIESEL.into(),
        Library::SeaOrm => SEA_ORM.into(),
    };
    let manifest = format!(
        "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{dependency}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"rt\"] }}\n",
        case.package()
    );
    write(&package.join("Cargo.toml"), &manifest)?;
    write(&package.join("src/lib.rs"), &root(case))?;
    if case.library() == Library::Tenant && case.size.tenants > 0 {
        write(
            &package.join("src/tenants.rs"),
            &typed::tenants(case.size.tenants),
        )?;
    }
    let columns = Columns::new(false);
    for index in 0..case.size.tables {
        let path = package.join(format!("src/table{index}.rs"));
        write(&path, &table(case, index, &columns))?;
    }
    if case.calls().is_some() {
        let crate_name = case.package().replace('-', "_");
        let main = match case.library() {
            Library::Tenant => typed::used_main(&crate_name),
            _ => plain::by_hand_main(&crate_name),
        };
        write(&package.join("src/main.rs"), &main)?;
    }
    Ok(())
}

/// The root module: the others, and a list of their functions in a crate that has calls.
fn root(case: &Case) -> String {
    // With fewer than five tenants, some samples are for calls that a module does not make.
    let mut out = String::from("#![allow(dead_code)]\n\n");
    if case.library() == Library::Tenant && case.size.tenants > 0 {
        out.push_str("pub mod tenants;\n");
    }
    for table in 0..case.size.tables {
        let _ = writeln!(out, "pub mod table{table};");
    }
    if case.calls().is_some() {
        let (client, result) = match case.library() {
            Library::Tenant => ("tenant::Database", "tenant::Result<()>"),
            _ => (
                "tokio_postgres::Client",
                "Result<(), tokio_postgres::Error>",
            ),
        };
        let _ = writeln!(
            out,
            "\npub type Run<'a> = std::pin::Pin<Box<dyn Future<Output = {result}> + Send + 'a>>;\n\n\
             pub const RUNS: &[fn(&{client}) -> Run<'_>] = &["
        );
        for table in 0..case.size.tables {
            let _ = writeln!(out, "    table{table}::run,");
        }
        out.push_str("];\n");
    }
    out
}

fn table(case: &Case, table: usize, columns: &Columns) -> String {
    let tenants = case.size.tenants;
    match case.code {
        Code::Empty(_) => String::new(),
        Code::Declared => typed::declared_table(table, columns),
        Code::Peer(Library::Diesel) => peers::diesel_table(table, tenants, columns),
        Code::Peer(_) => peers::sea_orm_table(table, tenants, columns),
        Code::Naive => plain::naive_table(table, tenants, columns),
        Code::Used(calls) => typed::used_table(table, tenants, columns, calls),
        Code::ByHand(calls) => plain::by_hand_table(table, tenants, columns, calls),
    }
}

/// The function that awaits every call of a module.
///
/// It is boxed behind `dyn`, as a web framework does with its handlers: only then is the code
/// of the futures generated in the library that is timed, and not left to the program.
fn run(client: &str, calls: &str) -> String {
    format!(
        "pub fn run(db: &{client}) -> crate::Run<'_> {{\n    Box::pin(async move {{\n\
         {calls}        Ok(())\n    }})\n}}\n"
    )
}

fn write(path: &Path, text: &str) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).with_context(context)?;
    }
    fs::write(path, text).with_context(context)
}
