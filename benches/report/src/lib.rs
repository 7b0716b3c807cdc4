//! What the reports of the benchmarks have in common: the command and the machine, goals, and the spread of a
//! quantity.

mod command;
mod goal;
mod machine;
mod stats;

pub use self::{
    command::command,
    goal::{Goal, Summary},
    machine::Machine,
    stats::Spread,
};
