//! Check time against the number of tenants, as a picture.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Result, anyhow};
use plotters::{coord::Shift, prelude::*};

use crate::{
    case::{Case, Code, Library},
    stats::{Sample, Spread},
    step::Step,
};

const SIZE: (u32, u32) = (860, 440);
/// Room for the names beside the last points, as a factor of the number of tenants.
const NAMES: f64 = 8.0;

/// What one kind of code takes, by the number of tenants.
struct Line {
    name: String,
    color: RGBColor,
    points: Vec<(f64, f64)>,
}

/// A line for each kind of code that declares so many tables; nothing where none was checked.
pub(crate) fn check_times(samples: &[Sample], tables: usize, file: &Path) -> Result<()> {
    let lines = lines(samples, tables);
    if lines.is_empty() {
        return Ok(());
    }
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    draw(tables, &lines, &area).map_err(|error| anyhow!("{}: {error}", file.display()))
}

fn lines(samples: &[Sample], tables: usize) -> Vec<Line> {
    let kinds = [
        (Code::Declared, RGBColor(0x1f, 0x77, 0xb4)),
        (Code::Naive, RGBColor(0x7f, 0x7f, 0x7f)),
        (Code::Peer(Library::Diesel), RGBColor(0xd8, 0x8c, 0x4a)),
        (Code::Peer(Library::SeaOrm), RGBColor(0x94, 0x67, 0xbd)),
    ];
    let line = |(code, color)| {
        let points = points(samples, code, tables);
        let name = match code {
            Code::Naive => "naive expansion".to_owned(),
            Code::Peer(library) => library.to_string(),
            _ => "tenant".to_owned(),
        };
        (!points.is_empty()).then_some(Line {
            name,
            color,
            points,
        })
    };
    kinds.into_iter().filter_map(line).collect()
}

/// Medians, by the number of tenants.
#[expect(clippy::cast_precision_loss, reason = "there are no 2^53 tenants")]
fn points(samples: &[Sample], code: Code, tables: usize) -> Vec<(f64, f64)> {
    let mut medians = BTreeMap::new();
    for Sample { case, .. } in samples {
        if case.code == code && case.size.tables == tables {
            let case = Case::new(code, case.size);
            if let Some(spread) =
                Spread::of_case(samples, Step::Check, &case, |usage| Some(usage.seconds))
            {
                medians.insert(case.size.tenants, spread.median);
            }
        }
    }
    let points = medians.into_iter();
    points
        .map(|(tenants, median)| (tenants as f64, median))
        .collect()
}

fn draw<B: DrawingBackend>(
    tables: usize,
    lines: &[Line],
    area: &DrawingArea<B, Shift>,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let most = points().map(|point| point.0).fold(1.0, f64::max);
    let slowest = points().map(|point| point.1).fold(0.0, f64::max);
    let fastest = points().map(|point| point.1).fold(slowest, f64::min);
    area.fill(&WHITE)?;
    let title = format!("`cargo check` of {tables} tables, by the number of tenants");
    let across = (1.0..most * NAMES).log_scale();
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .x_label_area_size(40)
        .y_label_area_size(60)
        .margin(10)
        .build_cartesian_2d(across, (fastest / 1.5..slowest * 1.5).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("tenants")
        .x_label_formatter(&|tenants| format!("{tenants:.0}"))
        .y_desc("seconds (median)")
        .draw()?;
    for line in lines {
        let style = line.color.stroke_width(2);
        chart.draw_series(LineSeries::new(line.points.iter().copied(), style).point_size(4))?;
        let Some((tenants, seconds)) = line.points.last().copied() else {
            continue;
        };
        // One tenant with a peer is what the others are held against, however many they have.
        if line.points.len() == 1 {
            let across = [(tenants, seconds), (most, seconds)];
            chart.draw_series(DashedLineSeries::new(across, 4, 4, line.color.into()))?;
        }
        let label = format!("{}, {tenants:.0}: {seconds:.2} s", line.name);
        let style = ("sans-serif", 13).into_font().color(&line.color);
        let above = EmptyElement::at((tenants, seconds)) + Text::new(label, (8, -16), style);
        chart.draw_series([above])?;
    }
    area.present()
}
