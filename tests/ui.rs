//! What must not compile, and what the compiler says then; and what must compile all the same.

/// Edge syntax. Its modules are part of this binary, so that they share one build.
#[path = "ui-pass/mod.rs"]
mod ui_pass;

/// One mistake a file, in folders by the stage that finds it; of queries, one kind of mistake a file, with
/// a function for each feature: `isolation` mixes tenants, `types` takes another type, `nulls` what may be
/// null for what may not.
///
/// `TRYBUILD=overwrite cargo test --test ui` writes the messages anew. Read them before you commit
/// them: each should be the one that a user deserves.
#[test]
fn mistakes_are_reported_well() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
