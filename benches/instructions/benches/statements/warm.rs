//! What is counted: statements that repeat, on a connection that is warm.

use std::env;

use anyhow::Result;
use instructions_bench::{COUNTED, URL};
use tokio::runtime::{Builder, Runtime};

/// Statements before those that are counted: until all are prepared, and the buffers have grown.
const WARM: u32 = 200;

/// A contender, which runs its statement so many times.
pub(crate) struct Warm(Box<dyn Fn(u32) -> Result<()>>);

impl Warm {
    /// Runs the statements that come before.
    pub(crate) fn new(
        runtime: Runtime,
        statements: impl AsyncFn(u32) -> Result<()> + 'static,
    ) -> Self {
        let run = move |times| runtime.block_on(statements(times));
        run(WARM).expect("the statements before those that are counted");
        Self(Box::new(run))
    }

    /// Runs those that are counted.
    pub(crate) fn count(self) -> Self {
        (self.0)(COUNTED).expect("the statements that are counted");
        self
    }
}

/// Runs the connection's task between the statement's own steps, on one thread: the counts are of both.
pub(crate) fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime")
}

pub(crate) fn url() -> String {
    env::var(URL)
        .unwrap_or_else(|_| panic!("{URL} is set by `cargo run --release -p instructions-bench`"))
}

/// Of the rows that statements find in turn.
pub(crate) fn ids(times: u32) -> impl Iterator<Item = i64> {
    (0..times).map(|round| i64::from(round % 100))
}
