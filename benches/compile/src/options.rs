//! What is asked for on the command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::{
    case::{Calls, Size},
    plan::Grid,
    step::Step,
};

/// Measures what crates that use `tenant` cost to compile.
///
/// Without options, that takes half an hour at most: one, ten, a hundred and a thousand tenants with one, ten and
/// fifty tables, and beside them what something is promised against. `--full` takes hours: the peers with as many
/// schemas, the expansion per tenant and table, and every size with calls. Each list of sizes can be given instead.
#[derive(Parser, Debug)]
#[command(version)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub(crate) struct Options {
    /// Which parts are measured; all if not given.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<Part>,

    /// Also what takes hours.
    #[arg(long)]
    full: bool,

    /// Numbers of tenants to declare; the first is what the others are compared with [1,10,100,1000].
    #[arg(long, value_delimiter = ',')]
    tenants: Vec<usize>,

    /// Numbers of tables to declare [1,10,50].
    #[arg(long, value_delimiter = ',')]
    tables: Vec<usize>,

    /// Sizes (tenants x tables) of the expansion per tenant and table [1x50,10x50; full: also 100x50, which
    /// takes 6 GB].
    #[arg(long, value_delimiter = ',')]
    naive: Vec<Size>,

    /// Leave the expansion per tenant and table out.
    #[arg(long, conflicts_with = "naive")]
    no_naive: bool,

    /// Sizes (tenants x tables) to hold against one tenant's tables with diesel and sea-orm [100x50; full:
    /// every number of tenants, with 50 tables].
    #[arg(long, value_delimiter = ',')]
    peers: Vec<Size>,

    /// Sizes (tenants x tables) to hold against as many with diesel and sea-orm [10x10; full: up to 10x50].
    #[arg(long, value_delimiter = ',')]
    per_schema: Vec<Size>,

    /// Leave diesel and sea-orm out.
    #[arg(long, conflicts_with_all = ["peers", "per_schema"])]
    no_peers: bool,

    /// Sizes (tenants x tables) of which every handle is used, one call each [10x50; full: all, but 1000x50].
    #[arg(long, value_delimiter = ',')]
    used: Vec<Size>,

    /// Sizes (tenants x tables) of which every handle is used, with a hundred times as many tenants declared
    /// [10x50].
    #[arg(long, value_delimiter = ',')]
    unused: Vec<Size>,

    /// Which calls are made on used handles [mixed; full: find,mixed].
    #[arg(long, value_delimiter = ',')]
    calls: Vec<Calls>,

    /// What is timed [all].
    #[arg(long, value_delimiter = ',')]
    steps: Vec<Step>,

    /// Which of the steps for diesel's and sea-orm's tables [all but release, for which their libraries take minutes;
    /// full: all].
    #[arg(long, value_delimiter = ',')]
    steps_of_peers: Vec<Step>,

    /// Which of the steps for the expansion per tenant and table [check; full: all].
    #[arg(long, value_delimiter = ',')]
    steps_of_naive: Vec<Step>,

    /// How often everything is timed.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,

    /// In how many of the rounds the expansion per tenant and table takes part.
    #[arg(long, default_value_t = 1)]
    pub(crate) naive_rounds: usize,

    /// How often the minimal applications are built.
    #[arg(long, default_value_t = 1)]
    pub(crate) cold_rounds: usize,

    /// The directory of the library; that of this repository if not given.
    #[arg(long, value_name = "DIRECTORY")]
    pub(crate) library: Option<PathBuf>,

    /// Where to write the generated crates, and to leave them; a temporary one if not given.
    #[arg(long, value_name = "DIRECTORY")]
    pub(crate) directory: Option<PathBuf>,

    /// Where the report goes.
    #[arg(
        long,
        value_name = "DIRECTORY",
        default_value = "benches/results/compile"
    )]
    pub(crate) report: PathBuf,

    /// Fail if a goal is missed.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Options that name where to read from and to write to.
pub(crate) const PLACES: [&str; 3] = ["--library", "--directory", "--report"];

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Times, memory and sizes, step by step.
    Steps,
    /// What unused handles add to a program.
    Unused,
    /// Bytes of expanded code.
    Expanded,
    /// Crates and cold builds of minimal applications.
    Cold,
}

impl Options {
    pub(crate) fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    pub(crate) fn grid(&self) -> Grid {
        let mut grid = if self.full { full() } else { usual() };
        instead(&mut grid.tenants, &self.tenants);
        instead(&mut grid.tables, &self.tables);
        instead(&mut grid.naive, &self.naive);
        instead(&mut grid.peers, &self.peers);
        instead(&mut grid.per_schema, &self.per_schema);
        instead(&mut grid.used, &self.used);
        instead(&mut grid.unused, &self.unused);
        instead(&mut grid.calls, &self.calls);
        instead(&mut grid.steps, &self.steps);
        instead(&mut grid.steps_of_peers, &self.steps_of_peers);
        instead(&mut grid.steps_of_naive, &self.steps_of_naive);
        if self.no_naive {
            grid.naive.clear();
        }
        if self.no_peers {
            grid.peers.clear();
            grid.per_schema.clear();
        }
        grid
    }
}

fn instead<T: Clone>(values: &mut Vec<T>, given: &[T]) {
    if !given.is_empty() {
        *values = given.to_vec();
    }
}

/// Every size of ours; of what is compared, the sizes of which something is promised, and a few more.
fn usual() -> Grid {
    Grid {
        tenants: vec![1, 10, 100, 1000],
        tables: vec![1, 10, 50],
        naive: sizes(&[1, 10], &[50]),
        peers: sizes(&[100], &[50]),
        per_schema: sizes(&[10], &[10]),
        used: sizes(&[10], &[50]),
        calls: vec![Calls::Mixed],
        unused: sizes(&[10], &[50]),
        steps: Step::ALL.into(),
        steps_of_peers: vec![Step::Check, Step::Debug, Step::Rebuild],
        steps_of_naive: vec![Step::Check],
    }
}

/// Every size, as far as one machine compiles it in a day.
fn full() -> Grid {
    let (tenants, tables) = ([1, 10, 100, 1000], [1, 10, 50]);
    let mut used = sizes(&tenants, &tables);
    used.retain(|size| size.tenants * size.tables <= 10_000);
    Grid {
        naive: sizes(&tenants[..3], &[50]),
        peers: sizes(&tenants, &[50]),
        per_schema: sizes(&tenants[..2], &tables),
        used,
        tenants: tenants.into(),
        tables: tables.into(),
        calls: vec![Calls::Find, Calls::Mixed],
        unused: sizes(&[10], &[50]),
        steps: Step::ALL.into(),
        steps_of_peers: Step::ALL.into(),
        steps_of_naive: Step::ALL.into(),
    }
}

fn sizes(tenants: &[usize], tables: &[usize]) -> Vec<Size> {
    let of = |tenants: &usize| {
        let tenants = *tenants;
        tables.iter().map(move |tables| Size {
            tenants,
            tables: *tables,
        })
    };
    tenants.iter().flat_map(of).collect()
}
