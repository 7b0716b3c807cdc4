//! What the reports of the benchmarks have in common: the machine, and the spread of a quantity.

mod machine;
mod stats;

pub use self::{machine::Machine, stats::Spread};
