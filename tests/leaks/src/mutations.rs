//! The bugs that are planted: what is replaced where, and under which route it has to be found.

/// A bug.
pub(crate) struct Mutation {
    pub(crate) name: &'static str,
    /// From the root of the workspace.
    pub(crate) file: &'static str,
    /// Found there exactly once.
    pub(crate) text: &'static str,
    pub(crate) replacement: &'static str,
    pub(crate) route: &'static str,
}

const CONNECTION: &str = "tenant-runtime/src/connection.rs";

/// Takes a line out of the reset.
const fn without(name: &'static str, text: &'static str) -> Mutation {
    Mutation {
        name,
        file: CONNECTION,
        text,
        replacement: "",
        route: "qualified",
    }
}

pub(crate) const MUTATIONS: [Mutation; 17] = [
    without("no-rollback", "ROLLBACK;\n"),
    without("no-close", "CLOSE ALL;\n"),
    without(
        "no-session-authorization",
        "SET SESSION AUTHORIZATION DEFAULT;\n",
    ),
    // By itself, `RESET ROLE` is not missed: a session's authorization brings its role along.
    without(
        "no-reset-role",
        "SET SESSION AUTHORIZATION DEFAULT;\nRESET ROLE;\n",
    ),
    without("no-reset-settings", "RESET ALL;\n"),
    without("no-unlisten", "UNLISTEN *;\n"),
    without(
        "no-advisory-unlock",
        "SELECT pg_catalog.pg_advisory_unlock_all();\n",
    ),
    without("no-discard-temp", "DISCARD TEMP;\n"),
    Mutation {
        name: "no-deallocate",
        file: CONNECTION,
        text: "pg_prepared_statements WHERE from_sql LOOP",
        replacement: "pg_prepared_statements WHERE false LOOP",
        route: "qualified",
    },
    Mutation {
        name: "no-reset",
        file: CONNECTION,
        text: "(Condition::Suspect | Condition::Touched, _) => (RESET, RESET_LIMIT),",
        replacement: "(Condition::Suspect | Condition::Touched, _) => (\"\", RESET_LIMIT),",
        route: "search_path",
    },
    Mutation {
        name: "set-for-skipped",
        file: CONNECTION,
        text: "if self.tenant.as_deref() == tenant {",
        replacement: "if self.tenant.is_some() || tenant.is_none() {",
        route: "search_path",
    },
    Mutation {
        name: "set-for-skipped-role",
        file: CONNECTION,
        text: "if self.tenant.as_deref() == tenant {",
        replacement: "if self.tenant.is_some() || tenant.is_none() {",
        route: "set_role",
    },
    Mutation {
        name: "ready-for-anyone",
        file: CONNECTION,
        text: "if self.state.route.session_setup(tenant).is_some() {",
        replacement: "if false {",
        route: "search_path",
    },
    Mutation {
        name: "reset-forgets-path",
        file: CONNECTION,
        text: "if condition >= Condition::Suspect {\n                    self.tenant = None;",
        replacement: "if condition >= Condition::Suspect {",
        route: "search_path",
    },
    Mutation {
        name: "client-unmarked",
        file: "tenant-runtime/src/session.rs",
        text: "self.connection.state.mark(Condition::Touched);",
        replacement: "let _ = Condition::Touched;",
        route: "qualified",
    },
    Mutation {
        name: "no-local-setting",
        file: "tenant-runtime/src/wrap.rs",
        text: "[\"BEGIN\", setup]",
        replacement: "[\"BEGIN\", &setup[..0]]",
        route: "search_path_local",
    },
    Mutation {
        name: "no-path-at-rest",
        file: "tenant-runtime/src/route.rs",
        text: "\"SET search_path TO pg_temp;\"",
        replacement: "\"\"",
        route: "search_path_local",
    },
];

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::MUTATIONS;

    #[test]
    fn each_bug_fits_the_code() {
        for mutation in &MUTATIONS {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../..")
                .join(mutation.file);
            let code = fs::read_to_string(file).unwrap();
            assert_eq!(code.matches(mutation.text).count(), 1, "{}", mutation.name);
        }
    }
}
