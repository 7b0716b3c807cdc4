//! The memory line: a thousand schemas in rotation through a small pool stay below a stated bound.

use anyhow::Result;
use bench_report::Goal;
use clap::ValueEnum;
use serde::Serialize;

use crate::{
    contender::Contender,
    cost,
    memory::{self, Bounds, Held},
    place::Place,
    sampler::{Sampler, Zipf},
};

/// The exponent of the uneven load: a few tenants make most of it.
const EXPONENT: f64 = 1.1;

/// Which tenant comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
pub(crate) enum Draw {
    /// One after the other.
    Uniform,
    /// A few much more often than the others.
    Zipf,
}

impl Draw {
    pub(crate) const ALL: [Self; 2] = [Self::Uniform, Self::Zipf];

    /// The tenants of so many visits.
    pub(crate) fn visits(self, schemas: usize, visits: usize) -> Vec<usize> {
        match self {
            Self::Uniform => (0..visits).map(|visit| visit % schemas).collect(),
            Self::Zipf => {
                let zipf = Zipf::new(u32::try_from(schemas).unwrap_or(u32::MAX), EXPONENT);
                let mut sampler = Sampler::new(1);
                (0..visits).map(|_| zipf.draw(&mut sampler)).collect()
            }
        }
    }
}

/// One draw, with the bounds and without.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) draw: Draw,
    /// What the formula says, bytes.
    pub(crate) bound: usize,
    pub(crate) bounded: Held,
    pub(crate) unbounded: Held,
}

impl Line {
    /// No backend ever holds more than the formula says.
    pub(crate) fn goal(&self) -> Goal {
        let most = usize::try_from(self.bounded.most.total).unwrap_or(usize::MAX);
        let draw = match self.draw {
            Draw::Uniform => "in rotation",
            Draw::Zipf => "some more often than others",
        };
        Goal {
            what: format!(
                "memory of a backend, {} tenants {draw}",
                self.bounded.schemas
            ),
            wanted: format!("≤ {} kB, the stated bound", self.bound / 1_000),
            measured: format!("{} kB", most / 1_000),
            met: most <= self.bound,
        }
    }
}

pub(crate) async fn measure(place: &Place, bounds: Bounds, passes: usize) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for draw in Draw::ALL {
        let visits = draw.visits(place.schemas.len(), passes * place.schemas.len());
        let run = |bounds| memory::measure(place, Contender::Qualified, bounds, visits.clone());
        lines.push(Line {
            draw,
            bound: cost::bound(bounds),
            bounded: run(bounds).await?,
            unbounded: run(Bounds::NONE).await?,
        });
    }
    Ok(lines)
}
