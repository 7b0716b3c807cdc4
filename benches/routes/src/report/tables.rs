//! Tables with a row for each route.

use bench_report::table;
use comfy_table::Table;

use crate::{
    contender::Contender,
    replans::Replans,
    times::{POOL, Supply, TASKS, Timing},
    trips::Trips,
};

/// The distinct values, in the order of their coming.
pub(super) fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// One figure where all numbers of schemas have the same, otherwise each of them.
pub(super) fn trips(all: &[Trips]) -> Option<String> {
    type Column = (&'static str, fn(&Trips) -> Option<u64>);
    const COLUMNS: [Column; 6] = [
        ("the connection's last tenant", |trips| {
            Some(trips.same_tenant)
        }),
        ("another tenant", |trips| trips.other_tenant),
        ("transaction of two", |trips| Some(trips.transaction)),
        ("new connection", |trips| Some(trips.new_connection)),
        ("second use", |trips| Some(trips.second_use)),
        ("after a raw client", |trips| Some(trips.after_client)),
    ];
    let mut header = vec!["route".to_owned()];
    header.extend(COLUMNS.iter().map(|(name, _)| (*name).to_owned()));
    let mut table = table(&header);
    let contenders = distinct(all.iter().map(|trips| trips.contender));
    for contender in &contenders {
        let own = || all.iter().filter(|trips| trips.contender == *contender);
        let mut cells = vec![contender.name().to_owned()];
        for (_, figure) in COLUMNS {
            let figures = distinct(own().map(figure));
            let figures = figures
                .into_iter()
                .map(|figure| figure.map_or("—".into(), |figure| figure.to_string()));
            cells.push(figures.collect::<Vec<_>>().join(" / "));
        }
        table.add_row(cells);
    }
    (!contenders.is_empty()).then(|| table.to_string())
}

/// A row: who, and with which connections.
type Row = (Contender, Supply);

/// A column: schemas and tasks.
type Column = (usize, usize);

fn row_of(timing: &Timing) -> Row {
    (timing.contender, timing.supply)
}

fn find(all: &[Timing], row: Row, (schemas, tasks): Column) -> Option<&Timing> {
    all.iter()
        .find(|timing| (timing.schemas, timing.tasks) == (schemas, tasks) && row_of(timing) == row)
}

fn timing_columns(all: &[Timing]) -> (Vec<Column>, Table) {
    let columns: Vec<Column> = distinct(all.iter().map(|timing| timing.schemas))
        .iter()
        .flat_map(|schemas| TASKS.map(|tasks| (*schemas, tasks)))
        .collect();
    let mut header = vec!["route".to_owned()];
    header.extend(columns.iter().map(|(schemas, tasks)| {
        let plural = if *tasks == 1 { "" } else { "s" };
        format!("{schemas} schemas, {tasks} task{plural}")
    }));
    (columns, table(&header))
}

const REFERENCE: Row = (Contender::Qualified, Supply::Pool);

/// Time on the clock, against the qualified route, whose own is below.
pub(super) fn timings(all: &[Timing]) -> Option<String> {
    let (columns, mut table) = timing_columns(all);
    for row in distinct(all.iter().map(row_of)) {
        let mut cells = vec![label(row)];
        cells.extend(columns.iter().map(|column| {
            find(all, row, *column)
                .map_or_else(|| left_out(row, column.0), |timing| timing.ratio.times())
        }));
        table.add_row(cells);
    }
    let mut cells = vec![format!("{}, µs", REFERENCE.0.name())];
    cells.extend(columns.iter().map(|column| {
        find(all, REFERENCE, *column)
            .map_or_else(String::new, |timing| format!("{:.0}", timing.micros.median))
    }));
    table.add_row(cells);
    (!all.is_empty()).then(|| table.to_string())
}

/// Time on the processors, which other programs on the machine disturb less.
pub(super) fn processors(all: &[Timing]) -> Option<String> {
    let (columns, mut table) = timing_columns(all);
    let micros = |row, column| find(all, row, column).and_then(|timing| timing.processor_micros);
    for row in distinct(all.iter().map(row_of)) {
        let mut cells = vec![label(row)];
        cells.extend(columns.iter().map(|column| {
            micros(row, *column)
                .zip(micros(REFERENCE, *column))
                .map_or_else(
                    || left_out(row, column.0),
                    |(own, other)| format!("{:.2}×", own / other),
                )
        }));
        table.add_row(cells);
    }
    let mut cells = vec![format!("{}, µs", REFERENCE.0.name())];
    cells.extend(columns.iter().map(|column| {
        micros(REFERENCE, *column).map_or_else(String::new, |micros| format!("{micros:.0}"))
    }));
    table.add_row(cells);
    (!all.is_empty()).then(|| table.to_string())
}

fn label((contender, supply): Row) -> String {
    let name = contender.name();
    match supply {
        Supply::Own(each) => format!("{name}, {each} for each tenant"),
        Supply::Pool if contender.is_dedicated() => format!("{name}, {POOL} for all"),
        Supply::Pool => name.to_owned(),
    }
}

/// Why there is no figure.
fn left_out((contender, supply): Row, schemas: usize) -> String {
    match supply {
        Supply::Own(each) => format!("— ({} connections)", each * schemas),
        Supply::Pool if contender == Contender::QualifiedMembers => "— (the set has 10)".into(),
        Supply::Pool => "—".into(),
    }
}

pub(super) fn replans(all: &[Replans]) -> Option<String> {
    let header = [
        "route",
        "schemas",
        "statements",
        "custom plans",
        "runs by a kept plan",
        "first / second",
    ];
    let mut table = table(&header);
    for replans in all {
        table.add_row([
            replans.contender.map_or_else(
                || "by hand: one statement under every path".to_owned(),
                |contender| contender.name().to_owned(),
            ),
            replans.schemas.to_string(),
            replans.statements.to_string(),
            replans.custom.to_string(),
            replans.generic.to_string(),
            replans.ratio.times(),
        ]);
    }
    (!all.is_empty()).then(|| table.to_string())
}
