//! The results as pictures.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::prelude::*;

use crate::{contender::Contender, times::Timing};

const WIDTH: u32 = 860;
const BAR: u32 = 24;
const MARGIN: u32 = 60;
const NAMES: u32 = 280;

const OURS: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const HAND: RGBColor = RGBColor(0x7f, 0x7f, 0x7f);
const OTHERS: RGBColor = RGBColor(0xd8, 0x8c, 0x4a);

/// A bar for each contender: how many times as long it takes as by hand; with a line for the middle half.
pub(crate) fn bars(title: &str, timings: &[&Timing], file: &Path) -> Result<()> {
    let count = u32::try_from(timings.len())?;
    let area = SVGBackend::new(file, (WIDTH, MARGIN * 2 + BAR * count)).into_drawing_area();
    draw(title, timings, &area).map_err(|error| anyhow!("{}: {error}", file.display()))
}

fn draw<B: DrawingBackend>(
    title: &str,
    timings: &[&Timing],
    area: &DrawingArea<B, plotters::coord::Shift>,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let most = timings
        .iter()
        .map(|timing| timing.ratio.high)
        .fold(1.0, f64::max);
    area.fill(&WHITE)?;
    let rows = i32::try_from(timings.len()).unwrap_or(i32::MAX);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .x_label_area_size(36)
        .y_label_area_size(NAMES)
        .margin(10)
        .build_cartesian_2d(0.0..most * 1.12, (0..rows).into_segmented())?;
    let name = |position: &SegmentValue<i32>| match position {
        SegmentValue::CenterOf(row) => usize::try_from(rows - 1 - row)
            .ok()
            .and_then(|row| timings.get(row))
            .map_or(String::new(), |timing| {
                timing.contender.name().replace('`', "")
            }),
        _ => String::new(),
    };
    chart
        .configure_mesh()
        .disable_y_mesh()
        .y_labels(timings.len())
        .y_label_formatter(&name)
        .x_desc("times as long as by hand (median of ratios, middle half)")
        .draw()?;
    for (row, timing) in (0..rows).rev().zip(timings) {
        let color = match timing.contender {
            Contender::Hand | Contender::HandPath => HAND,
            contender if contender.name().starts_with("tenant") => OURS,
            _ => OTHERS,
        };
        let ratio = timing.ratio;
        let mut bar = Rectangle::new(
            [
                (0.0, SegmentValue::Exact(row)),
                (ratio.median, SegmentValue::Exact(row + 1)),
            ],
            color.filled(),
        );
        bar.set_margin(4, 4, 0, 0);
        chart.draw_series([bar])?;
        let middle = SegmentValue::CenterOf(row);
        chart.draw_series([PathElement::new(
            vec![(ratio.low, middle.clone()), (ratio.high, middle.clone())],
            BLACK.stroke_width(1),
        )])?;
        chart.draw_series([Text::new(
            format!("{:.2}×", ratio.median),
            (ratio.high + most * 0.01, middle),
            ("sans-serif", 12),
        )])?;
    }
    area.present()
}
