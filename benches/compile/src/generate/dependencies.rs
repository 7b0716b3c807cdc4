//! What generated packages depend on, with no more features than they need: as `[dependencies]` has it.

use std::path::Path;

use crate::case::Library;

/// What a case depends on.
pub(super) fn of(code: Library, library: &Path) -> String {
    match code {
        Library::Tenant => tenant(library),
        // The features that the library asks for, so that both are compiled against one build.
        Library::TokioPostgres => {
            "tokio-postgres = { version = \"0.7\", features = [\"array-impls\"] }".into()
        }
        Library::Diesel => DIESEL.into(),
        Library::SeaOrm => SEA_ORM.into(),
    }
}

/// The library as it is found here, with its default features.
pub(crate) fn tenant(library: &Path) -> String {
    format!("tenant = {{ path = {:?} }}", library.display().to_string())
}

/// The pool, and what its guide uses beside it.
pub(crate) const DEADPOOL: &str = "\
deadpool-postgres = \"0.14\"
tokio-postgres = \"0.7\"";

/// As the peers' guides have them, for asynchronous programs.
pub(crate) const DIESEL: &str = "\
diesel = { version = \"2.3\", default-features = false, features = [\"postgres_backend\"] }
diesel-async = { version = \"0.9\", default-features = false, features = [\"postgres\", \"deadpool\"] }";
pub(crate) const SEA_ORM: &str = "\
sea-orm = { version = \"2\", default-features = false, \
features = [\"macros\", \"runtime-tokio\", \"sqlx-postgres\"] }";
pub(crate) const SQLX: &str = "\
sqlx = { version = \"0.9\", default-features = false, \
features = [\"derive\", \"postgres\", \"runtime-tokio\"] }";
pub(crate) const TOASTY: &str =
    "toasty = { version = \"0.11\", default-features = false, features = [\"postgresql\"] }";

/// What clorinde 2.0 writes into the manifest of the crate that it generates.
pub(crate) const CLORINDE: &str = "\
postgres-types = { version = \"0.2.13\", features = [\"derive\"] }
postgres-protocol = \"0.6.11\"
postgres = \"0.19.13\"
tokio-postgres = \"0.7.17\"
futures = \"0.3.32\"
deadpool-postgres = \"0.14.1\"";
