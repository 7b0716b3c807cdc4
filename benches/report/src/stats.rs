//! Medians, and how far the middle half of the values lies from them.

use serde::Serialize;

/// What a quantity was over the slices.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spread {
    /// Half of the values are below it.
    pub median: f64,
    /// A quarter of the values is below it.
    pub low: f64,
    /// A quarter of the values is above it.
    pub high: f64,
    /// How many there were.
    pub values: usize,
}

impl Spread {
    /// Of values in any order; nothing if there are none.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        Some(Self {
            median: f64::midpoint(values[last / 2], values[last.div_ceil(2)]),
            low: values[last / 4],
            high: values[last - last / 4],
            values: values.len(),
        })
    }

    /// As a report says it of a ratio: with the middle half.
    #[must_use]
    pub fn times(self) -> String {
        let Self {
            median, low, high, ..
        } = self;
        format!("{median:.2}× ({low:.2}–{high:.2})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 3.0]).expect("there are values");
        assert!((spread.median - 2.5).abs() < f64::EPSILON);
        assert!(Spread::of(Vec::new()).is_none());
    }
}
