//! The order in which tables can be made: what is referenced comes first.

use crate::def::TableDef;

/// Sorts tables so that each follows those it references, as far as there are no circles; apart
/// from that, the given order is kept.
pub(crate) fn by_reference(tables: &[&'static TableDef]) -> Vec<&'static TableDef> {
    let mut sorted = Vec::with_capacity(tables.len());
    let mut visited = Vec::with_capacity(tables.len());
    for table in tables {
        visit(table, tables, &mut visited, &mut sorted);
    }
    sorted
}

/// Depth first. A table that is being visited already closes a circle, which the caller breaks
/// by adding the foreign key afterwards.
fn visit(
    table: &'static TableDef,
    tables: &[&'static TableDef],
    visited: &mut Vec<&'static TableDef>,
    sorted: &mut Vec<&'static TableDef>,
) {
    if visited.iter().any(|seen| std::ptr::eq(*seen, table)) {
        return;
    }
    visited.push(table);
    for reference in table.references {
        let target = (reference.target)();
        if tables.iter().any(|known| std::ptr::eq(*known, target)) {
            visit(target, tables, visited, sorted);
        }
    }
    sorted.push(table);
}
