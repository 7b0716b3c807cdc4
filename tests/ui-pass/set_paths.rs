//! How an entity can name its set: by any path, import, glob, or re-export, which may rename the
//! set or leave its marker types behind.

use tenant::prelude::*;

mod tenants {
    use tenant::TenantSet;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Client {
        Client1,
        Client2,
    }
}

/// Re-exports the set alone.
mod reexport {
    pub(crate) use super::tenants::Client;
    pub(crate) use super::tenants::Client as Customer;
}

mod reexport_of_reexport {
    pub(crate) use super::reexport::*;
}

macro_rules! module {
    ($module:ident, $table:literal, $set:path $(, $import:item)*) => {
        mod $module {
            $(#[allow(unused_imports)] $import)*

            #[derive(tenant::Entity, Debug)]
            #[tenant(set = $set, table = $table)]
            pub(crate) struct Foo {
                #[tenant(key)]
                pub(crate) id: i64,
            }
        }
    };
}

module!(
    by_absolute_path,
    "absolute",
    crate::ui_pass::set_paths::tenants::Client
);
module!(by_relative_path, "relative", super::tenants::Client);
module!(
    by_self_path,
    "in_self",
    self::Client,
    use super::tenants::Client;
);
module!(by_module, "module", tenants::Client, use super::tenants;);
module!(by_import, "import", Client, use super::tenants::Client;);
module!(
    by_renamed_import,
    "renamed_import",
    Other,
    use super::tenants::Client as Other;
);
module!(by_glob, "glob", Client, use super::tenants::*;);
module!(by_reexport, "reexport", super::reexport::Client);
module!(by_renamed_reexport, "renamed", super::reexport::Customer);
module!(
    by_reexported_glob,
    "reexported_glob",
    Customer,
    use super::reexport_of_reexport::*;
);

#[test]
fn all_are_tables_of_the_set() {
    use tenant::TenantSet;

    let ddl = tenants::Client::ddl(&tenants::Client2).expect("the tables do not clash");
    assert_eq!(ddl.matches("CREATE TABLE").count(), 10, "{ddl}");
    let _ = by_absolute_path::Client1Foo::find(1);
    let _ = by_relative_path::Client1Foo::filter(|foo| foo.id.eq(1));
    let _ = by_self_path::Client1Foo::find(1);
    let _ = by_module::Client2Foo::find(1);
    let _ = by_import::Client1Foo::find(1);
    let _ = by_renamed_import::Client2Foo::find(1);
    let _ = by_glob::Client1Foo::find(1);
    let _ = by_reexport::Client2Foo::find(1);
    let _ = by_renamed_reexport::Client1Foo::find(1);
    let _ = by_reexported_glob::Client2Foo::find(1);
}
