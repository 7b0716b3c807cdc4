//! What the reports of the benchmarks have in common: the command and the machine, how far it came, goals, the
//! spread of a quantity, what processes had of the processors, tables, and plain ways to the server.

mod command;
mod goal;
mod machine;
mod processors;
mod progress;
#[cfg(feature = "server")]
mod server;
mod stats;
mod table;

#[cfg(feature = "server")]
pub use self::server::{Address, connect, version};
pub use self::{
    command::command,
    goal::{Goal, Summary},
    machine::Machine,
    processors::{Postmaster, Spent},
    progress::Progress,
    stats::Spread,
    table::{grouped, table},
};
