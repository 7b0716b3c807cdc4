//! The names of constraints and indexes: those that PostgreSQL itself would choose
//! (`foo_email_key`), deterministic, and never longer than the server keeps.

use crate::{def::TableDef, schema::MAX_NAME_BYTES};

/// The kinds of named objects; each has the suffix that PostgreSQL gives it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Object {
    Key,
    Unique,
    Index,
    Check,
    Reference,
}

impl Object {
    fn suffix(self) -> &'static str {
        match self {
            Self::Key => "pkey",
            Self::Unique => "key",
            Self::Index => "idx",
            Self::Check => "check",
            Self::Reference => "fkey",
        }
    }
}

/// The names that a table takes in its schema: its own, and those of its indexes.
pub(crate) fn relations(table: &TableDef) -> Vec<String> {
    let mut names = vec![table.name.to_owned(), object(table, [], Object::Key, None)];
    for (groups, kind) in [
        (table.uniques, Object::Unique),
        (table.indexes, Object::Index),
    ] {
        let render = |group: &&[usize]| object(table, group.iter().copied(), kind, None);
        names.extend(groups.iter().map(render));
    }
    names
}

/// `table_column_column_suffix`, shortened where that is too long.
pub(crate) fn object(
    table: &TableDef,
    columns: impl IntoIterator<Item = usize>,
    object: Object,
    number: Option<usize>,
) -> String {
    let mut parts = vec![table.name];
    parts.extend(columns.into_iter().map(|column| table.columns[column].name));
    parts.push(object.suffix());
    let mut name = parts.join("_");
    if let Some(number) = number {
        name.push_str(&number.to_string());
    }
    shortened(name)
}

/// Cuts a name to what PostgreSQL keeps; a hash of the whole name keeps two cut names apart.
fn shortened(name: String) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name;
    }
    let hash = format!("_{:016x}", fnv1a(name.as_bytes()));
    let mut end = MAX_NAME_BYTES - hash.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{hash}", &name[..end])
}

/// FNV-1a, 64 bits (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>): the names must
/// be the same in every build, which the standard library's hashers do not promise.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_to_63_bytes_and_stay_distinct() {
        let long = "ä".repeat(40);
        let (a, b) = (
            shortened(format!("{long}_a")),
            shortened(format!("{long}_b")),
        );
        assert!(a.len() <= MAX_NAME_BYTES && b.len() <= MAX_NAME_BYTES);
        assert_ne!(a, b);
        assert_eq!(a, shortened(format!("{long}_a")));
    }

    #[test]
    fn the_hash_is_fnv1a() {
        // Test vector of the draft's appendix C.
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
