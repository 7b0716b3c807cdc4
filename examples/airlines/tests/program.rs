//! The program itself, as its user runs it.

use std::process::{Command, Output};

use anyhow::Result;
use tenant::embedded::TestDatabase;

async fn run(database: &TestDatabase, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_airlines"));
    command.args(arguments).env("DATABASE_URL", database.url());
    Ok(tokio::task::spawn_blocking(move || command.output()).await??)
}

#[tokio::test]
async fn a_second_run_is_refused_and_a_reload_is_not() -> Result<()> {
    let database = TestDatabase::create().await?;
    let first = run(&database, &["--verify"]).await?;
    let text = String::from_utf8(first.stdout)?;
    assert!(first.status.success(), "{text}");
    assert!(text.contains("Endeavor Air Inc."), "{text}");
    assert!(text.contains("Dallas Fort Worth Intl"), "{text}");
    assert!(
        text.contains("figures agree: 27,004 flights of 16 carriers"),
        "{text}"
    );

    let second = run(&database, &[]).await?;
    let message = String::from_utf8(second.stderr)?;
    assert_eq!(second.status.code(), Some(1), "{message}");
    assert!(message.contains("add `--reload`"), "{message}");
    assert!(second.stdout.is_empty());

    let third = run(&database, &["--reload"]).await?;
    assert!(third.status.success());
    // The same table; what follows is the line of `--verify`.
    assert!(text.starts_with(&*String::from_utf8(third.stdout)?));
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_no_data_changes_nothing() -> Result<()> {
    let database = TestDatabase::create().await?;
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let run = run(&database, &["--data", manifest]).await?;
    let message = String::from_utf8(run.stderr)?;
    assert_eq!(run.status.code(), Some(1), "{message}");
    assert!(message.contains("cannot read"), "{message}");
    assert!(message.contains("Cargo.toml"), "{message}");
    Ok(())
}
