//! What is promised of the comparisons, and what came of it: a goal for each promise, step and quantity.

use bench_report::Goal;

use crate::{
    plan::{Limits, Promise},
    stats::{Finding, Spread},
    step::Step,
};

/// A quantity of which something can be promised.
struct Quantity {
    name: &'static str,
    limit: fn(&Limits) -> Option<f64>,
    ratio: fn(&Finding) -> Option<Spread>,
}

const QUANTITIES: [Quantity; 3] = [
    Quantity {
        name: "time",
        limit: |limits| limits.time,
        ratio: |finding| Some(finding.ratio),
    },
    Quantity {
        name: "memory",
        limit: |limits| limits.memory,
        ratio: |finding| Some(finding.memory_ratio),
    },
    Quantity {
        name: "size of the program",
        limit: |limits| limits.program,
        ratio: |finding| finding.program_ratio,
    },
];

/// In the order of the comparisons.
pub(crate) fn of(findings: &[Finding]) -> Vec<Goal> {
    let mut promises: Vec<(Promise, Step)> = Vec::new();
    for finding in findings {
        let promise = (finding.comparison.promise, finding.comparison.step);
        if !promises.contains(&promise) {
            promises.push(promise);
        }
    }
    let of = |(promise, step): (Promise, Step)| {
        let findings: Vec<_> = findings
            .iter()
            .filter(|finding| finding.comparison.promise == promise)
            .filter(|finding| finding.comparison.step == step)
            .collect();
        QUANTITIES
            .iter()
            .filter_map(move |quantity| goal(promise, step, quantity, &findings))
    };
    promises.into_iter().flat_map(of).collect()
}

/// A promise is kept if it is where it is closest to its limit.
fn goal(promise: Promise, step: Step, quantity: &Quantity, findings: &[&Finding]) -> Option<Goal> {
    let held: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            let limit = (quantity.limit)(&finding.comparison.limits)?;
            let ratio = (quantity.ratio)(finding)?.median;
            Some((limit, ratio, finding.comparison.subject.size))
        })
        .collect();
    let distance = |(limit, ratio, _): &(f64, f64, _)| ratio / limit;
    let (limit, ratio, size) = held
        .iter()
        .copied()
        .max_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    let name = quantity.name;
    Some(match promise {
        Promise::Pair(subject, baseline) => {
            let what = format!("{name}, {step}: {subject}; against {baseline}");
            Goal::at_most(what, limit, ratio)
        }
        Promise::PerSchema(peer) | Promise::CallsPerSchema(peer) => {
            let what = if let Promise::CallsPerSchema(_) = promise {
                format!("{name}, {step}: tenant, all used; against {peer} with as many schemas")
            } else {
                format!("{name}, {step}: tenant; against {peer} with as many schemas")
            };
            let goal = Goal::at_most(what, limit, ratio);
            let (sizes, met) = (held.len(), held.iter().filter(|held| distance(held) <= 1.0));
            let measured = format!(
                "{} ({size}); kept by {} of {sizes} sizes measured",
                goal.measured,
                met.count()
            );
            Goal { measured, ..goal }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::{Case, Code, Library, Size},
        plan::Comparison,
    };

    fn finding(tenants: usize, ratio: f64, limit: Option<f64>) -> Option<Finding> {
        let size = Size { tenants, tables: 1 };
        let ratio = Spread::of(vec![ratio])?;
        Some(Finding {
            comparison: Comparison {
                step: Step::Check,
                subject: Case::new(Code::Declared, size),
                baseline: Case::new(Code::Peer(Library::Diesel), size),
                limits: Limits {
                    time: limit,
                    ..Limits::default()
                },
                promise: Promise::PerSchema(Library::Diesel),
            },
            ratio,
            cpu_ratio: ratio,
            memory_ratio: ratio,
            program_ratio: None,
        })
    }

    #[test]
    fn one_goal_is_for_every_size_that_has_a_limit() {
        let findings: Vec<_> = [
            finding(1, 0.9, Some(1.0)),
            finding(10, 0.2, Some(1.0)),
            finding(1000, 3.0, None),
        ]
        .into_iter()
        .flatten()
        .collect();
        let goals = of(&findings);
        assert_eq!(goals.len(), 1);
        assert!(goals[0].met);
        assert_eq!(
            goals[0].measured,
            "0.900× (1 × 1); kept by 2 of 2 sizes measured"
        );
        assert!(of(&findings[2..]).is_empty());
    }
}
