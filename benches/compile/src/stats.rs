//! Samples, and what is concluded from them: medians, and ratios within one round.
//!
//! A machine is faster in one minute than in the next, so times are only compared with times of
//! the same round, and the median of such ratios is the result.

use serde::Serialize;

use crate::{cargo::Usage, case::Case, plan::Comparison, step::Step};

/// One measurement.
#[derive(Debug, Serialize)]
pub(crate) struct Sample {
    pub(crate) step: Step,
    pub(crate) case: Case,
    pub(crate) round: usize,
    #[serde(flatten)]
    pub(crate) usage: Usage,
}

/// What a quantity was over the rounds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) rounds: usize,
}

/// A comparison, measured.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    #[serde(flatten)]
    pub(crate) comparison: Comparison,
    /// Of times on the clock.
    pub(crate) ratio: Spread,
    /// Of times on the processors, which other programs disturb less.
    pub(crate) cpu_ratio: Spread,
    /// Of the most memory that a process held.
    pub(crate) memory_ratio: Spread,
    /// Of the sizes of the programs, where there are any.
    pub(crate) program_ratio: Option<Spread>,
}

impl Spread {
    /// Of values in any order; nothing if there are none.
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let middle = values.len() / 2;
        let median = if values.len().is_multiple_of(2) {
            f64::midpoint(values[middle - 1], values[middle])
        } else {
            values[middle]
        };
        Some(Self {
            median,
            least,
            most,
            rounds: values.len(),
        })
    }

    /// Of one step of one case.
    pub(crate) fn of_case(
        samples: &[Sample],
        step: Step,
        case: &Case,
        quantity: impl Fn(&Usage) -> Option<f64>,
    ) -> Option<Self> {
        let values = of(samples, step, case).filter_map(|sample| quantity(&sample.usage));
        Self::of(values.collect())
    }
}

impl Finding {
    /// Compares within every round in which both were measured; nothing if there was none.
    pub(crate) fn of(comparison: Comparison, samples: &[Sample]) -> Option<Self> {
        let ratio = |quantity: fn(&Usage) -> Option<f64>| {
            let ratios = of(samples, comparison.step, &comparison.subject).filter_map(|subject| {
                let baseline = of(samples, comparison.step, &comparison.baseline)
                    .find(|baseline| baseline.round == subject.round)?;
                Some(quantity(&subject.usage)? / quantity(&baseline.usage)?)
            });
            Spread::of(ratios.collect())
        };
        Some(Self {
            comparison,
            ratio: ratio(|usage| Some(usage.seconds))?,
            cpu_ratio: ratio(|usage| Some(usage.cpu_seconds))?,
            memory_ratio: ratio(|usage| Some(usage.megabytes()))?,
            program_ratio: ratio(Usage::program_kilobytes),
        })
    }
}

fn of<'a>(samples: &'a [Sample], step: Step, case: &Case) -> impl Iterator<Item = &'a Sample> {
    let case = *case;
    samples
        .iter()
        .filter(move |sample| sample.step == step && sample.case == case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 3.0]).expect("there are values");
        assert!((spread.median - 2.5).abs() < f64::EPSILON);
        assert!((spread.least - 1.0).abs() < f64::EPSILON);
        assert!((spread.most - 4.0).abs() < f64::EPSILON);
        assert!(Spread::of(Vec::new()).is_none());
    }
}
