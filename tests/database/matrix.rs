//! The tests of this program, run once under each route, as a matrix of tests and routes.

use std::{collections::BTreeMap, env, process::Command};

use crate::routes::{ROUTES, VARIABLE};

/// Modules whose tests choose their routes themselves.
const OF_THEIR_OWN: [&str; 6] = [
    "concurrent::",
    "injection::",
    "matrix::",
    "roles::",
    "round_trips::",
    "routes::",
];

/// Tests that do not apply under a route, with the reason.
fn refusal(route: &str, test: &str) -> Option<&'static str> {
    let module = test.split("::").next().unwrap_or_default();
    let (has_role, unqualified) = (route.contains("role"), is_unqualified(route));
    match (module, test) {
        ("schema" | "names" | "values" | "predicates", _)
        | (
            _,
            "builder::a_row_that_someone_else_changed_is_a_conflict"
            | "rows::defaults_are_left_to_the_server_row_by_row",
        ) if has_role => Some("uses schemas of its own, which have no role"),
        (_, "statements::the_second_use_prepares") if unqualified => {
            Some("looks for the schema in the text")
        }
        (_, "rows::tables_that_live_once_are_seen_from_every_tenant") if has_role => {
            Some("writes shared tables as a tenant, whose role may only read them")
        }
        _ => None,
    }
}

fn is_unqualified(route: &str) -> bool {
    route.ends_with("unqualified") || route.contains("search_path") || route == "connect_options"
}

/// What every test said under one route.
fn run(route: &str) -> Vec<(String, bool)> {
    let program = env::current_exe().expect("the path of this program");
    let skipped = OF_THEIR_OWN.iter().flat_map(|module| ["--skip", module]);
    let output = Command::new(program)
        .args(skipped)
        .args(["--test-threads", "4"])
        .env(VARIABLE, route)
        .output()
        .expect("the tests can be run");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = report.lines().filter_map(|line| {
        let (test, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
        Some((test.to_owned(), outcome == "ok"))
    });
    lines.collect()
}

#[test]
#[ignore = "takes ten minutes: cargo test --test database matrix -- --ignored --nocapture"]
fn every_test_under_every_route() {
    let mut results: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut failures = Vec::new();
    for route in ROUTES {
        for (test, passed) in run(route) {
            let cell = match refusal(route, &test) {
                Some(reason) => format!("- ({reason})"),
                None if passed => "ok".into(),
                None => {
                    failures.push(format!("{route}: {test}"));
                    "FAILED".into()
                }
            };
            results.entry(test).or_default().push(cell);
        }
    }
    println!("test | {}", ROUTES.join(" | "));
    for (test, cells) in &results {
        println!("{test} | {}", cells.join(" | "));
    }
    println!(
        "\n`fixed` serves one tenant, and these tests several: see `routes::a_fixed_schema_serves_its_tenant_alone`"
    );
    assert!(results.len() > 50, "{} tests ran", results.len());
    let full = results.values().all(|cells| cells.len() == ROUTES.len());
    assert!(full, "a run ended before its last test");
    assert!(failures.is_empty(), "{failures:#?}");
}
