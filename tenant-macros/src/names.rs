//! Every name that is derived: of generated Rust items, and of schemas, tables, columns and
//! texts; and what PostgreSQL accepts as a name.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;

/// The most bytes of an identifier that PostgreSQL keeps (`NAMEDATALEN` − 1). It cuts longer
/// ones without an error.
pub(crate) const MAX_NAME_BYTES: usize = 63;

/// The columns that every PostgreSQL table has already.
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// `Client1` → `client1`: the default of a schema, a table and a text.
pub(crate) fn snake_case(ident: &Ident) -> String {
    ident.unraw().to_string().to_snake_case()
}

/// `r#type` → `type`: the default of a column.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// `Foo` → `NewFoo`.
pub(crate) fn new_row(entity: &Ident) -> Ident {
    format_ident!("New{}", entity.unraw(), span = entity.span())
}

/// `Foo` → `SelectFoo`.
pub(crate) fn selection(row: &Ident) -> Ident {
    format_ident!("Select{}", row.unraw(), span = row.span())
}

/// `Foo` → `FooColumns`.
pub(crate) fn columns(entity: &Ident) -> Ident {
    format_ident!("{}Columns", entity.unraw(), span = entity.span())
}

/// `Foo` → `FooUniques`.
pub(crate) fn uniques(entity: &Ident) -> Ident {
    format_ident!("{}Uniques", entity.unraw(), span = entity.span())
}

/// `person` and `day` → `person_day`; a single one as it is.
pub(crate) fn joined<'a>(columns: impl Iterator<Item = &'a Ident>) -> Ident {
    let columns: Vec<_> = columns.collect();
    if let [column] = columns[..] {
        return column.clone();
    }
    let names: Vec<_> = columns.iter().map(|column| plain(column)).collect();
    Ident::new(&names.join("_"), columns[0].span())
}

/// `Client1` and `Foo` → `Client1Foo`, visible where the entity is; but the macro's, so that no lint asks
/// whether it is used, or well named.
pub(crate) fn alias(prefix: &Ident, entity: &Ident) -> Ident {
    let at = entity.span().resolved_at(Span::call_site());
    format_ident!("{}{}", prefix.unraw(), entity.unraw(), span = at)
}

/// The macro that lists a set's tenants.
///
/// The macros of all public sets meet at the root of their crate, so that the name tells two
/// sets of the same name apart: by their place in the source, and by a number where one
/// `macro_rules!` writes several sets from one place.
pub(crate) fn set_macro(set: &Ident) -> Ident {
    let name = set.unraw();
    if !proc_macro::is_available() {
        return format_ident!("__tenant_set_{name}", span = Span::call_site());
    }
    let span = set.span().unwrap();
    let place = format!("{}:{}:{}", span.file(), span.line(), span.column());
    let place = fnv(place.as_bytes());
    let macro_name = numbered(format!("__tenant_set_{name}_{place:016x}"));
    Ident::new(&macro_name, Span::call_site())
}

/// Adds a number to a name that this process has given before. rustc expands in the order of the
/// source, so that a set has the same name in every build.
fn numbered(name: String) -> String {
    static GIVEN: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let times = given.entry(name.clone()).or_default();
    *times += 1;
    match *times {
        1 => name,
        number => format!("{name}_{number}"),
    }
}

/// FNV-1a: unlike the hashes of the standard library, the same in every build.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A rule of `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Snake,
    Camel,
    Pascal,
    Shouting,
    Kebab,
    Lower,
    Upper,
}

impl Case {
    /// Every rule under the name by which `rename_all` knows it.
    pub(crate) const ALL: [(&'static str, Self); 7] = [
        ("snake_case", Self::Snake),
        ("camelCase", Self::Camel),
        ("PascalCase", Self::Pascal),
        ("SCREAMING_SNAKE_CASE", Self::Shouting),
        ("kebab-case", Self::Kebab),
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let mut rules = Self::ALL.iter();
        rules.find(|(known, _)| *known == name).map(|rule| rule.1)
    }

    pub(crate) fn apply(self, ident: &Ident) -> String {
        let name = plain(ident);
        match self {
            Self::Snake => name.to_snake_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_upper_camel_case(),
            Self::Shouting => name.to_shouty_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::Lower => name.to_lowercase(),
            Self::Upper => name.to_uppercase(),
        }
    }
}

/// What keeps a text from being the name of anything in PostgreSQL; `kind` is what it names.
pub(crate) fn name_problem(kind: &str, name: &str) -> Option<String> {
    if name.is_empty() {
        Some(format!(
            "{kind} name is empty; give it at least one character"
        ))
    } else if name.contains('\0') {
        let shown = name.escape_default();
        Some(format!(
            "{kind} name `{shown}` contains a NUL character; remove it"
        ))
    } else if name.len() > MAX_NAME_BYTES {
        let bytes = name.len();
        Some(format!(
            "{kind} name `{name}` has {bytes} bytes; PostgreSQL keeps at most {MAX_NAME_BYTES}"
        ))
    } else {
        None
    }
}

/// What keeps a text from being the name of a schema; `edit` says what to do about it.
pub(crate) fn schema_problem(name: &str, edit: &str) -> Option<String> {
    name_problem("schema", name).or_else(|| {
        // Case counts: PostgreSQL accepts a quoted `PG_x`.
        if name.starts_with("pg_") {
            Some(format!(
                "schema name `{name}` starts with `pg_`, which PostgreSQL reserves; {edit}"
            ))
        } else if name == "information_schema" {
            Some(format!("schema `{name}` belongs to PostgreSQL; {edit}"))
        } else {
            None
        }
    })
}

/// What keeps a text from being the name of a column; `edit` says what to do about it.
pub(crate) fn column_problem(name: &str, edit: &str) -> Option<String> {
    name_problem("column", name).or_else(|| {
        SYSTEM_COLUMNS
            .contains(&name)
            .then(|| format!("every table has a system column `{name}`; {edit}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ident(name: &str) -> Ident {
        syn::parse_str::<Ident>(name).unwrap()
    }

    #[test]
    fn schemas_and_tables_are_snake_case() {
        for (rust, sql) in [
            ("Client1", "client1"),
            ("Client", "client"),
            ("AcmeCorp", "acme_corp"),
            ("ACME", "acme"),
            ("HTTPServer", "http_server"),
            ("Client1Eu", "client1_eu"),
            ("Client_1", "client_1"),
            ("V2Beta3", "v2_beta3"),
            ("X509Cert", "x509_cert"),
            ("r#type", "type"),
            ("r#Async", "async"),
            ("Straße", "straße"),
            ("Ünïcode", "ünïcode"),
            ("Ελλάδα", "ελλάδα"),
            ("顧客", "顧客"),
            ("_Hidden", "hidden"),
            ("__", ""),
        ] {
            assert_eq!(snake_case(&ident(rust)), sql, "{rust}");
        }
    }

    #[test]
    fn derived_items_are_never_raw() {
        assert_eq!(new_row(&ident("r#type")).to_string(), "Newtype");
        assert_eq!(selection(&ident("r#type")).to_string(), "Selecttype");
        assert_eq!(columns(&ident("r#type")).to_string(), "typeColumns");
        assert_eq!(alias(&ident("r#fn"), &ident("Foo")).to_string(), "fnFoo");
        assert_eq!(set_macro(&ident("r#enum")).to_string(), "__tenant_set_enum");
    }

    #[test]
    fn sets_of_one_place_are_numbered() {
        for expected in ["one_place", "one_place_2", "one_place_3"] {
            assert_eq!(numbered("one_place".to_owned()), expected);
        }
        assert_eq!(numbered("another_place".to_owned()), "another_place");
    }

    #[test]
    fn rules_apply_to_fields_and_variants() {
        for (rule, field, variant) in [
            ("snake_case", "created_at2", "in_progress"),
            ("camelCase", "createdAt2", "inProgress"),
            ("PascalCase", "CreatedAt2", "InProgress"),
            ("SCREAMING_SNAKE_CASE", "CREATED_AT2", "IN_PROGRESS"),
            ("kebab-case", "created-at2", "in-progress"),
            ("lowercase", "created_at2", "inprogress"),
            ("UPPERCASE", "CREATED_AT2", "INPROGRESS"),
        ] {
            let case = Case::from_name(rule).unwrap();
            assert_eq!(case.apply(&ident("created_at2")), field, "{rule}");
            assert_eq!(case.apply(&ident("InProgress")), variant, "{rule}");
        }
        assert_eq!(Case::from_name("Snake_case"), None);
    }

    #[test]
    fn the_limit_counts_bytes() {
        let long = "ü".repeat(32);
        assert_eq!(long.chars().count(), 32);
        let problem = name_problem("table", &long).unwrap();
        assert!(problem.contains("has 64 bytes"), "{problem}");
        for length in 1..200 {
            let refused = name_problem("table", &"x".repeat(length)).is_some();
            assert_eq!(refused, length > 63, "{length}");
        }
    }

    #[test]
    fn reserved_names_are_refused() {
        for name in ["pg_", "pg_temp", "information_schema", "", "a\0b"] {
            assert!(schema_problem(name, "").is_some(), "{name:?}");
        }
        for name in [
            "pg",
            "PG_x",
            "my_pg_",
            "information_schema2",
            "acme-corp",
            "a\"b",
        ] {
            assert_eq!(schema_problem(name, ""), None, "{name:?}");
        }
        for name in SYSTEM_COLUMNS {
            assert!(column_problem(name, "").is_some(), "{name}");
        }
        for name in ["oid", "CTID", "id", "select"] {
            assert_eq!(column_problem(name, ""), None, "{name}");
        }
    }
}
