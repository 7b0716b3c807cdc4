//! What was too large to be measured, and an estimate of what it would have taken: by what a handle added where the
//! same step of the same code was measured.

use std::collections::BTreeMap;

use bench_report::grouped;
use comfy_table::Table;
use serde::Serialize;

use crate::{
    cargo::Usage,
    case::{Case, Code, Size},
    plan::Grid,
    report,
    stats::{Sample, Spread},
    step::Step,
};

const NOTES: &str = "\
Sizes with more handles (tenants × tables) than these were not measured: bounds keep the whole run to a good half hour, \
and what lies beyond them takes seconds to hours each, and up to more memory than there is. `--most` sets the bounds, \
`--full` raises them. What they would take is an **estimate**: a linear extrapolation by what a handle \
added between the two largest sizes of one number of tables, the largest of which two were measured; without two, it \
is not known.";

/// Sizes of which a step was not measured.
#[derive(Debug, Serialize)]
pub(crate) struct LeftOut {
    pub(crate) step: Step,
    pub(crate) code: Code,
    /// The most handles that its bound lets through.
    pub(crate) most: usize,
    pub(crate) sizes: Vec<Size>,
    /// Where two numbers of handles were measured.
    pub(crate) growth: Option<Growth>,
}

/// A line through the two largest numbers of handles that were measured.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Growth {
    seconds: Line,
    megabytes: Line,
}

/// A quantity, by the number of handles.
#[derive(Clone, Copy, Debug, Serialize)]
struct Line {
    /// The larger number.
    handles: usize,
    /// What was measured there.
    value: f64,
    per_handle: f64,
}

/// What the bounds of a grid leave out, by step and code.
pub(crate) fn left_out(grid: &Grid, samples: &[Sample]) -> Vec<LeftOut> {
    let mut found: Vec<LeftOut> = Vec::new();
    for (step, Case { code, size }) in grid.left_out() {
        let same = |left: &&mut LeftOut| left.step == step && left.code == code;
        if let Some(left) = found.iter_mut().find(same) {
            left.sizes.push(size);
        } else {
            found.push(LeftOut {
                step,
                code,
                most: grid.bounds.of(step, code).unwrap_or(usize::MAX),
                sizes: vec![size],
                growth: Growth::of(samples, step, code),
            });
        }
    }
    found.sort_by_key(|left| (left.step, left.code.to_string()));
    found
}

/// What the report says before the table.
pub(crate) fn notes(left_out: &[LeftOut]) -> String {
    let sizes = |(handles, sizes): (usize, Vec<Size>)| {
        let sizes: Vec<_> = sizes.iter().map(Size::to_string).collect();
        format!("{} handles are {}", grouped(&handles), sizes.join(" and "))
    };
    let handles: Vec<_> = by_handles(left_out).into_iter().map(sizes).collect();
    format!("{NOTES} {}.", handles.join("; "))
}

/// A row for each step and code, a column for each number of handles.
pub(crate) fn table(left_out: &[LeftOut]) -> Table {
    let handles: Vec<usize> = by_handles(left_out).into_keys().collect();
    let numbers: Vec<_> = handles
        .iter()
        .map(|handles| format!("{} handles", grouped(handles)))
        .collect();
    let mut header = vec!["step", "case", "measured up to", "a handle"];
    header.extend(numbers.iter().map(String::as_str));
    let mut table = report::table(&header, 2..header.len());
    for left in left_out {
        let growth = left.growth.as_ref();
        let mut row = vec![
            left.step.to_string(),
            left.code.to_string(),
            format!("{} handles", grouped(&left.most)),
            growth.map_or_else(String::new, Growth::per_handle),
        ];
        row.extend(handles.iter().map(|handles| {
            let is_left = left.sizes.iter().any(|size| size.handles() == *handles);
            match (is_left, growth) {
                (false, _) => String::new(),
                (true, None) => "not known".into(),
                (true, Some(growth)) => growth.estimate(*handles),
            }
        }));
        table.add_row(row);
    }
    table
}

/// The numbers of handles that were left out, and the sizes that have so many.
fn by_handles(left_out: &[LeftOut]) -> BTreeMap<usize, Vec<Size>> {
    let mut handles: BTreeMap<usize, Vec<Size>> = BTreeMap::new();
    for size in left_out.iter().flat_map(|left| &left.sizes) {
        let sizes = handles.entry(size.handles()).or_default();
        if !sizes.contains(size) {
            sizes.push(*size);
        }
    }
    handles
}

impl Growth {
    fn per_handle(&self) -> String {
        let milliseconds = self.seconds.per_handle * 1e3;
        format!("{milliseconds:.1} ms, {:.2} MB", self.megabytes.per_handle)
    }

    /// Roughly, in units of its size.
    fn estimate(&self, handles: usize) -> String {
        let (seconds, megabytes) = (self.seconds.at(handles), self.megabytes.at(handles));
        let time = match seconds {
            ..120.0 => format!("{seconds:.0} s"),
            120.0..7200.0 => format!("{:.0} min", seconds / 60.0),
            _ => format!("{:.1} h", seconds / 3600.0),
        };
        format!("{time}, {:.1} GB", megabytes / 1e3)
    }

    /// By sizes of one number of tables, as a table costs something whatever the number of its handles: the largest
    /// of which two sizes were measured.
    fn of(samples: &[Sample], step: Step, code: Code) -> Option<Self> {
        let line = |quantity: fn(&Usage) -> f64| {
            let mut values: BTreeMap<usize, BTreeMap<usize, Vec<f64>>> = BTreeMap::new();
            let of_code = |sample: &&Sample| sample.step == step && sample.case.code == code;
            for sample in samples.iter().filter(of_code) {
                let size = sample.case.size;
                let of_size = values.entry(size.tables).or_default();
                let of_size = of_size.entry(size.handles()).or_default();
                of_size.push(quantity(&sample.usage));
            }
            values.into_values().rev().find_map(|by_handles| {
                let median = |(handles, values)| Some((handles, Spread::of(values)?.median));
                Line::through(
                    &by_handles
                        .into_iter()
                        .filter_map(median)
                        .collect::<Vec<_>>(),
                )
            })
        };
        Some(Self {
            seconds: line(|usage| usage.seconds)?,
            megabytes: line(Usage::megabytes)?,
        })
    }
}

impl Line {
    /// Through the last two points; they are in order.
    #[expect(clippy::cast_precision_loss, reason = "there are no 2^53 handles")]
    fn through(points: &[(usize, f64)]) -> Option<Self> {
        let [.., (fewer, less), (handles, value)] = *points else {
            return None;
        };
        Some(Self {
            handles,
            value,
            per_handle: (value - less) / (handles - fewer) as f64,
        })
    }

    /// Its value for another number of handles.
    #[expect(clippy::cast_precision_loss, reason = "there are no 2^53 handles")]
    fn at(&self, handles: usize) -> f64 {
        (handles as f64 - self.handles as f64).mul_add(self.per_handle, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Library;

    fn sample(tenants: usize, tables: usize, seconds: f64) -> Sample {
        let code = Code::Peer(Library::Diesel);
        Sample {
            step: Step::Check,
            case: Case::new(code, Size { tenants, tables }),
            round: 0,
            usage: Usage {
                seconds,
                cpu_seconds: seconds,
                peak_bytes: 1_000_000,
                program_bytes: None,
            },
        }
    }

    #[test]
    fn an_estimate_follows_the_two_largest_sizes_of_one_number_of_tables() {
        // Of fifty tables there is one size, and the smallest of ten tables is not on the line.
        let samples = [
            sample(1, 10, 50.0),
            sample(10, 10, 19.0),
            sample(100, 10, 199.0),
            sample(100, 1, 21.0),
            sample(10, 50, 500.0),
        ];
        let growth = Growth::of(&samples, Step::Check, samples[0].case.code);
        let growth = growth.expect("two sizes were measured");
        assert!((growth.seconds.per_handle - 0.2).abs() < 1e-9);
        assert!((growth.seconds.at(50_000) - 9_999.0).abs() < 1e-6);
        assert!(growth.megabytes.per_handle.abs() < 1e-9);
    }

    #[test]
    fn one_size_says_nothing_of_others() {
        let samples = [sample(10, 10, 19.0), sample(100, 1, 21.0)];
        assert!(Growth::of(&samples, Step::Check, samples[0].case.code).is_none());
        assert!(Growth::of(&samples, Step::Debug, samples[0].case.code).is_none());
    }
}
