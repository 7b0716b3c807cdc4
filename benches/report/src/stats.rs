//! Medians, and how far the middle half of the values lies from them.

use serde::{Deserialize, Serialize};

/// What a quantity was over the slices.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Spread {
    /// Half of the values are below it.
    pub median: f64,
    /// A quarter of the values is below it.
    pub low: f64,
    /// A quarter of the values is above it.
    pub high: f64,
    /// How many there were.
    pub values: usize,
    /// Between these, in 95 of 100 cases, lies the median of all that could have been measured, if values do not
    /// depend on each other: by their order, whatever their distribution. Of less than six, the least and the most.
    pub certain: (f64, f64),
}

impl Spread {
    /// Of values in any order; nothing if there are none.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        let outer = outer(values.len());
        Some(Self {
            median: f64::midpoint(values[last / 2], values[last.div_ceil(2)]),
            low: values[last / 4],
            high: values[last - last / 4],
            values: values.len(),
            certain: (values[outer], values[last - outer]),
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

    /// The same of one that was measured often: with where the median lies.
    #[must_use]
    pub fn close_times(self) -> String {
        let (from, to) = self.certain;
        format!("{:.3}× ({from:.3}–{to:.3})", self.median)
    }
}

/// How many of so many values lie outside on each side: the binomial distribution, taken for a normal one.
/// Source: Conover, "Practical Nonparametric Statistics", section 3.2.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a number of rounds"
)]
fn outer(values: usize) -> usize {
    let values = values as f64;
    (values.mul_add(0.5, -0.98 * values.sqrt()) - 0.5).max(0.0) as usize
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

    /// By the binomial distribution itself: the median is outside where no more values than those are on one side.
    #[test]
    fn the_median_lies_there_in_95_of_100_cases() {
        for count in 6..=500_u32 {
            let outer = u32::try_from(outer(count as usize)).expect("less than the count");
            let mut chance = 0.5_f64.powf(f64::from(count)); // that none is on that side
            let mut outside = chance;
            for values in 1..=outer {
                chance *= f64::from(count - values + 1) / f64::from(values);
                outside += chance;
            }
            let certainty = 1.0 - 2.0 * outside;
            assert!(certainty >= 0.95, "{count}: {certainty}");
            assert!(count < 30 || certainty < 0.98, "{count}: {certainty}");
        }
    }
}
