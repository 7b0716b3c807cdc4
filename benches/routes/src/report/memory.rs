//! Tables of what backends hold.

use bench_report::table;

use super::tables::distinct;
use crate::{
    cost::{self, Costs},
    line::{Draw, Line},
    memory::{Bounds, Held},
};

/// Millions of bytes.
fn megabytes(bytes: i64) -> String {
    format!("{:.1}", bytes_as_float(bytes) / 1e6)
}

#[expect(clippy::cast_precision_loss, reason = "no backend holds 2^53 bytes")]
fn bytes_as_float(bytes: i64) -> f64 {
    bytes as f64
}

fn optional(bytes: Option<u64>) -> String {
    bytes
        .and_then(|bytes| i64::try_from(bytes).ok())
        .map_or("—".into(), megabytes)
}

fn bounds(bounds: Bounds) -> String {
    match bounds {
        Bounds::NONE => "no bounds".into(),
        Bounds::DEFAULT => "default bounds".into(),
        other => format!(
            "{} tenants, {} statements",
            other.max_tenants, other.max_statements
        ),
    }
}

/// For each route and number of schemas: the largest backend, and all together.
pub(super) fn by_route(all: &[Held]) -> Option<String> {
    let columns = distinct(all.iter().map(|held| (held.schemas, held.bounds)));
    let mut header = vec!["route".to_owned()];
    header.extend(
        columns
            .iter()
            .map(|(schemas, of)| format!("{schemas} schemas, {}", bounds(*of))),
    );
    let mut table = table(&header);
    for contender in distinct(all.iter().map(|held| held.contender)) {
        let mut cells = vec![contender.name().to_owned()];
        cells.extend(columns.iter().map(|column| {
            all.iter()
                .find(|held| (held.schemas, held.bounds) == *column && held.contender == contender)
                .map_or("—".into(), |held| {
                    format!("{} / {}", megabytes(held.most.total), megabytes(held.sum))
                })
        }));
        table.add_row(cells);
    }
    (!all.is_empty()).then(|| {
        format!(
            "Megabytes (10^6 bytes): the largest backend / the pool's eight together, of one run each. The set whose \
             values are the tenants has ten.\n\n{table}"
        )
    })
}

/// The largest backends, in parts.
pub(super) fn parts(all: &[Held]) -> Option<String> {
    let header = [
        "route",
        "schemas",
        "bounds",
        "tables known",
        "statements",
        "all contexts",
        "CacheMemoryContext",
        "index info",
        "plans",
        "process, private",
        "process, RSS",
    ];
    let mut table = table(&header);
    for held in all {
        let backend = &held.most;
        table.add_row([
            held.contender.name().to_owned(),
            held.schemas.to_string(),
            bounds(held.bounds),
            backend.tables.to_string(),
            backend.statements.to_string(),
            megabytes(backend.total),
            megabytes(backend.cache),
            megabytes(backend.indexes),
            megabytes(backend.plans),
            optional(backend.process.map(|process| process.private)),
            optional(backend.process.map(|process| process.rss)),
        ]);
    }
    (!all.is_empty()).then(|| {
        format!(
            "Megabytes. The catalog's caches are in `CacheMemoryContext` and, of indexes, beside it; the plans of prepared \
             statements are in contexts of their own.\n\n{table}"
        )
    })
}

pub(super) fn costs(costs: Costs) -> String {
    let mut table = table(&["of a backend", "measured, bytes", "in the formula, bytes"]);
    let rows = [
        ("after its first tenant: used", costs.base, String::new()),
        (
            "after its first tenant: all blocks",
            costs.base_total,
            cost::BASE.to_string(),
        ),
        (
            "each table, with its index",
            costs.table,
            cost::TABLE.to_string(),
        ),
        ("each prepared statement", costs.statement, String::new()),
        (
            "each prepared statement, with a kept plan",
            costs.statement_with_plan,
            cost::STATEMENT.to_string(),
        ),
    ];
    for (name, measured, constant) in rows {
        table.add_row([name.to_owned(), measured.to_string(), constant]);
    }
    table.to_string()
}

/// The memory line, with the verdict.
pub(super) fn lines(lines: &[Line]) -> Option<String> {
    let header = [
        "tenants come",
        "bounds",
        "visits",
        "bound",
        "largest backend",
        "the pool's eight",
        "processes, private",
        "met",
    ];
    let mut table = table(&header);
    for line in lines {
        let draw = match line.draw {
            Draw::Uniform => "in rotation",
            Draw::Zipf => "by Zipf's law, 1.1",
        };
        let bound = i64::try_from(line.bound).unwrap_or(i64::MAX);
        for (held, bound, met) in [
            (
                &line.bounded,
                megabytes(bound),
                if line.goal().met { "yes" } else { "NO" },
            ),
            (&line.unbounded, "—".into(), ""),
        ] {
            table.add_row([
                draw.to_owned(),
                bounds(held.bounds),
                held.visits.to_string(),
                bound,
                megabytes(held.most.total),
                megabytes(held.sum),
                optional(held.private_sum),
                met.to_owned(),
            ]);
        }
    }
    let schemas = lines.first()?.bounded.schemas;
    Some(format!(
        "{schemas} schemas × 10 tables × 4 statements, a pool of 8, megabytes.\n\n{table}"
    ))
}
