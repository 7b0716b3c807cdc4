//! What the reports of the benchmarks have in common: the command and the machine, how far it came, goals, the
//! spread of a quantity, tables, and plain ways to the server.

mod command;
mod goal;
mod machine;
mod progress;
mod server;
mod stats;
mod table;

pub use self::{
    command::command,
    goal::{Goal, Summary},
    machine::Machine,
    progress::Progress,
    server::{Address, connect, version},
    stats::Spread,
    table::{grouped, table},
};
