//! Writes the crates to be compiled: workspaces with a package per case, a module per table.

mod columns;
pub(crate) mod dependencies;
mod peers;
mod plain;
mod typed;

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result};

use self::columns::Columns;
use crate::{
    application::Application,
    case::{Calls, Case, Code, Library},
};

/// How many columns a table can have.
pub(crate) const COLUMNS: usize = 10;

/// How many calls one function awaits: what the compiler takes for a future grows with the square of that, and no
/// handler of a thousand calls is what is to be measured.
const CALLS: usize = 10;

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

/// Writes a workspace of cases, whose tables have so many columns.
pub(crate) fn write_cases(
    directory: &Path,
    library: &Path,
    cases: &[Case],
    columns: usize,
) -> Result<()> {
    let columns = Columns::first(columns);
    for case in cases {
        write_package(&directory.join(case.package()), library, case, &columns)?;
    }
    let packages: Vec<_> = cases.iter().map(Case::package).collect();
    write_workspace(directory, library, &packages)
}

/// Writes a workspace of programs as a user starts them.
pub(crate) fn write_applications(directory: &Path, library: &Path) -> Result<()> {
    for application in Application::ALL {
        let package = directory.join(application.package());
        let manifest = manifest(
            application.package(),
            &application.dependencies(library),
            "\"macros\", \"rt-multi-thread\"",
        );
        write(&package.join("Cargo.toml"), &manifest)?;
        write(&package.join("src/main.rs"), application.source())?;
    }
    let packages = Application::ALL.map(|application| application.package().to_owned());
    write_workspace(directory, library, &packages)
}

/// The manifest of a workspace, and the versions that the library is locked to.
fn write_workspace(directory: &Path, library: &Path, packages: &[String]) -> Result<()> {
    let members: Vec<_> = packages
        .iter()
        .map(|package| format!("{package:?}"))
        .collect();
    // Only `--config` makes a build incremental. What is stripped has the size that is deployed.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n\
         [profile.dev]\nincremental = false\n\n\
         [profile.release]\nstrip = true\n",
        members.join(", ")
    );
    write(&directory.join("Cargo.toml"), &manifest)?;
    let lock = library.join("Cargo.lock");
    fs::copy(&lock, directory.join("Cargo.lock"))
        .with_context(|| format!("cannot copy {}", lock.display()))?;
    Ok(())
}

/// Writes the one module that an edit changes: one field of it has another name afterwards.
pub(crate) fn write_edited(package: &Path, case: &Case, edited: bool) -> Result<()> {
    let columns = if edited {
        Columns::edited()
    } else {
        Columns::first(COLUMNS)
    };
    let text = table(case, 0, &columns);
    write(&package.join("src/table0.rs"), &text)
}

/// Writes the set: so many tenants, whether calls are made on their handles or not.
pub(crate) fn write_tenants(package: &Path, tenants: usize) -> Result<()> {
    write(&package.join("src/tenants.rs"), &typed::tenants(tenants))
}

fn write_package(package: &Path, library: &Path, case: &Case, columns: &Columns) -> Result<()> {
    let dependencies = dependencies::of(case.library(), library);
    let manifest = manifest(&case.package(), &dependencies, "\"rt\"");
    write(&package.join("Cargo.toml"), &manifest)?;
    write(&package.join("src/lib.rs"), &root(case))?;
    if case.library() == Library::Tenant && case.size.tenants > 0 {
        write_tenants(package, case.size.tenants)?;
    }
    for index in 0..case.size.tables {
        let path = package.join(format!("src/table{index}.rs"));
        write(&path, &table(case, index, columns))?;
    }
    if case.calls().is_some() {
        let crate_name = case.crate_name();
        let main = match case.library() {
            Library::Tenant => typed::used_main(&crate_name),
            Library::TokioPostgres => plain::by_hand_main(&crate_name),
            Library::Diesel => peers::diesel_main(&crate_name),
            Library::SeaOrm => peers::sea_orm_main(&crate_name),
        };
        write(&package.join("src/main.rs"), &main)?;
    }
    Ok(())
}

fn manifest(package: &str, dependencies: &str, tokio: &str) -> String {
    format!(
        "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{dependencies}\n\
         tokio = {{ version = \"1\", default-features = false, features = [{tokio}] }}\n"
    )
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
    if case.code == Code::Aliases {
        out.push_str(&plain::aliased(case.size.tenants));
    }
    if case.calls().is_some() {
        let (client, result) = match case.library() {
            Library::Tenant => ("tenant::Database", "tenant::Result<()>"),
            Library::TokioPostgres => (
                "tokio_postgres::Client",
                "Result<(), tokio_postgres::Error>",
            ),
            Library::Diesel => (peers::DIESEL_CONNECTION, "diesel::QueryResult<()>"),
            Library::SeaOrm => (peers::SEA_ORM_CONNECTION, "Result<(), sea_orm::DbErr>"),
        };
        let _ = writeln!(
            out,
            "\npub type Run<'a> = std::pin::Pin<Box<dyn Future<Output = {result}> + Send + 'a>>;\n\n\
             pub const RUNS: &[fn(&{client}) -> Run<'_>] = &["
        );
        for table in 0..case.size.tables {
            for part in 0..case.size.tenants.div_ceil(CALLS) {
                let _ = writeln!(out, "    table{table}::run_{part},");
            }
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
        Code::Aliases => plain::aliases(table, tenants),
        Code::Used(calls) => typed::used_table(table, tenants, columns, calls),
        Code::ByHand(calls) => plain::by_hand_table(table, tenants, columns, calls),
        Code::ByPeer(Library::Diesel, calls) => {
            peers::diesel_used_table(table, tenants, columns, calls)
        }
        Code::ByPeer(_, calls) => peers::sea_orm_used_table(table, tenants, columns, calls),
    }
}

/// The functions that await the calls of a module, a line each.
///
/// They are boxed behind `dyn`, as a web framework does with its handlers: only then is the code
/// of the futures generated in the library that is timed, and not left to the program.
fn runs(client: &str, calls: &str) -> String {
    let calls: Vec<_> = calls.lines().collect();
    let mut out = String::new();
    for (part, calls) in calls.chunks(CALLS).enumerate() {
        let calls = calls.join("\n");
        let _ = writeln!(
            out,
            "pub fn run_{part}(db: &{client}) -> crate::Run<'_> {{\n    Box::pin(async move {{\n\
             {calls}\n        Ok(())\n    }})\n}}\n"
        );
    }
    out
}

fn write(path: &Path, text: &str) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).with_context(context)?;
    }
    fs::write(path, text).with_context(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_in_one_of_the_functions() {
        let text = runs("Client", &"call();\n".repeat(21));
        assert_eq!(
            text.matches("pub fn run_").count(),
            21_usize.div_ceil(CALLS)
        );
        assert_eq!(text.matches("call()").count(), 21);
    }
}
