//! What is asked for on the command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::{
    bounds::{Bound, Bounds, Kind},
    case::{Calls, Size},
    plan::Grid,
    step::Step,
};

/// Measures what crates that use `tenant` cost to compile.
///
/// Without options, that takes about 40 minutes on two quiet cores: one, ten, a hundred and a thousand tenants with one, ten
/// and fifty tables, and beside each of these sizes diesel and sea-orm with as many schemas, the expansion per tenant
/// and table, and calls on every handle, as far as a bound on the number of handles lets each step. What is promised or
/// quick is measured in every round, the others in one. `--full` raises the bounds: hours, and twelve gigabytes of memory.
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

    /// Sizes (tenants x tables) of the expansion per tenant and table [all]; those that are given have no bound.
    #[arg(long, value_delimiter = ',')]
    naive: Vec<Size>,

    /// Leave the expansion per tenant and table out.
    #[arg(long, conflicts_with = "naive")]
    no_naive: bool,

    /// Sizes (tenants x tables) to hold against one tenant's tables with diesel and sea-orm [100x50; full:
    /// every number of tenants, with 50 tables].
    #[arg(long, value_delimiter = ',')]
    peers: Vec<Size>,

    /// Sizes (tenants x tables) to hold against as many with diesel and sea-orm [all]; those that are given have
    /// no bound.
    #[arg(long, value_delimiter = ',')]
    per_schema: Vec<Size>,

    /// Leave diesel and sea-orm out.
    #[arg(long, conflicts_with_all = ["peers", "per_schema"])]
    no_peers: bool,

    /// Sizes (tenants x tables) of which every handle is used, one call each [all]; those that are given have no
    /// bound.
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

    /// The most handles of which a step is timed, as `diesel:check=500`, of `naive`, `diesel`, `sea-orm`, `calls` or
    /// `peer-calls` [diesel, sea-orm: check 500, debug and rebuild 100, release 50; naive: 500; calls: check and debug
    /// 1000, else 500; peer-calls: check 100, else 50. Full: diesel, sea-orm: check 1000; naive: check 5000; calls:
    /// 10000; else 500].
    #[arg(long, value_delimiter = ',', value_name = "CODE:STEP=HANDLES")]
    most: Vec<Bound>,

    /// How often everything is timed of which something is promised, or which has few handles.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,

    /// In how many of the rounds the others take part.
    #[arg(long, default_value_t = 1)]
    pub(crate) other_rounds: usize,

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
    /// Where time and bytes go, by the compiler's passes, functions and programs.
    Profile,
}

impl Options {
    pub(crate) fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    pub(crate) fn grid(&self) -> Grid {
        let tenants = or(&self.tenants, &TENANTS);
        let tables = or(&self.tables, &TABLES);
        let mut grid = if self.full {
            full(tenants, tables)
        } else {
            usual(tenants, tables)
        };
        instead(&mut grid.naive, &self.naive);
        instead(&mut grid.peers, &self.peers);
        instead(&mut grid.per_schema, &self.per_schema);
        instead(&mut grid.used, &self.used);
        instead(&mut grid.unused, &self.unused);
        instead(&mut grid.calls, &self.calls);
        instead(&mut grid.steps, &self.steps);
        self.bound(&mut grid.bounds);
        if self.no_naive {
            grid.naive.clear();
        }
        if self.no_peers {
            grid.peers.clear();
            grid.per_schema.clear();
        }
        grid
    }

    /// Who names sizes wants them measured, whatever they take; who names a bound, that one.
    fn bound(&self, bounds: &mut Bounds) {
        let given = [
            (Kind::Naive, &self.naive),
            (Kind::Diesel, &self.per_schema),
            (Kind::SeaOrm, &self.per_schema),
            (Kind::Calls, &self.used),
            (Kind::PeerCalls, &self.used),
        ];
        for (kind, sizes) in given {
            if !sizes.is_empty() {
                bounds.lift(kind);
            }
        }
        for bound in &self.most {
            bounds.set(*bound);
        }
    }
}

fn instead<T: Clone>(values: &mut Vec<T>, given: &[T]) {
    if !given.is_empty() {
        *values = given.to_vec();
    }
}

fn or<'a>(given: &'a [usize], usual: &'a [usize]) -> &'a [usize] {
    if given.is_empty() { usual } else { given }
}

const TENANTS: [usize; 4] = [1, 10, 100, 1000];
const TABLES: [usize; 3] = [1, 10, 50];

/// Every size of each code, as far as a person waits for it.
fn usual(tenants: &[usize], tables: &[usize]) -> Grid {
    let all = sizes(tenants, tables);
    Grid {
        tenants: tenants.into(),
        tables: tables.into(),
        naive: all.clone(),
        peers: sizes(&[100], &[50]),
        per_schema: all.clone(),
        used: all,
        calls: vec![Calls::Mixed],
        unused: sizes(&[10], &[50]),
        steps: Step::ALL.into(),
        bounds: Bounds::default()
            .with(Kind::Naive, [500; 4])
            .with(Kind::Diesel, [500, 100, 50, 100])
            .with(Kind::SeaOrm, [500, 100, 50, 100])
            .with(Kind::Calls, [1000, 1000, 500, 500])
            .with(Kind::PeerCalls, [100, 50, 50, 50]),
    }
}

/// Every size, as far as one machine compiles it in a day.
fn full(tenants: &[usize], tables: &[usize]) -> Grid {
    Grid {
        peers: sizes(tenants, &[50]),
        calls: vec![Calls::Find, Calls::Mixed],
        bounds: Bounds::default()
            .with(Kind::Naive, [5000, 500, 500, 500])
            .with(Kind::Diesel, [1000, 500, 500, 500])
            .with(Kind::SeaOrm, [1000, 500, 500, 500])
            .with(Kind::Calls, [10_000; 4])
            .with(Kind::PeerCalls, [500; 4]),
        ..usual(tenants, tables)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Case, Code, Library};

    fn grid(arguments: &[&str]) -> Result<Grid, clap::Error> {
        let program = ["compile-bench"];
        Options::try_parse_from(program.iter().chain(arguments)).map(|options| options.grid())
    }

    fn diesel(tenants: usize, tables: usize) -> Case {
        let size = Size { tenants, tables };
        Case::new(Code::Peer(Library::Diesel), size)
    }

    #[test]
    fn every_size_is_measured_or_left_out() -> Result<(), clap::Error> {
        let grid = grid(&[])?;
        let (timed, left_out) = (grid.timed(), grid.left_out());
        for size in sizes(&TENANTS, &TABLES) {
            let codes = [
                Code::Declared,
                Code::Naive,
                Code::Peer(Library::Diesel),
                Code::Peer(Library::SeaOrm),
                Code::Used(Calls::Mixed),
                Code::ByHand(Calls::Mixed),
                Code::ByPeer(Library::Diesel, Calls::Mixed),
                Code::ByPeer(Library::SeaOrm, Calls::Mixed),
            ];
            for case in codes.map(|code| Case::new(code, size)) {
                for step in Step::ALL {
                    let is_timed = timed.contains(&case) && grid.has(step, &case);
                    let is_left = left_out.contains(&(step, case));
                    assert!(is_timed != is_left, "{step} of {case}");
                }
            }
        }
        assert!(grid.has(Step::Check, &diesel(10, 50)));
        assert!(left_out.contains(&(Step::Debug, diesel(10, 50))));
        assert!(!timed.contains(&diesel(1000, 50)));
        Ok(())
    }

    #[test]
    fn what_is_promised_is_measured_in_every_round() -> Result<(), clap::Error> {
        let close = grid(&[])?.close();
        let used = |tenants, tables| Case::new(Code::Used(Calls::Mixed), Size { tenants, tables });
        for case in [diesel(1, 50), diesel(10, 10), diesel(10, 1), used(10, 50)] {
            assert!(close.contains(&case), "{case}");
        }
        for case in [diesel(10, 50), diesel(100, 1), used(1, 50)] {
            assert!(!close.contains(&case), "{case}");
        }
        Ok(())
    }

    #[test]
    fn sizes_that_are_given_have_no_bound_but_one_that_is_given() -> Result<(), clap::Error> {
        let given = ["--per-schema", "100x50"];
        assert!(grid(&given)?.has(Step::Check, &diesel(100, 50)));
        let bound = ["--most", "diesel:check=10"];
        let both = grid(&[given, bound].concat())?;
        assert!(!both.has(Step::Check, &diesel(100, 50)));
        assert!(both.has(Step::Debug, &diesel(100, 50)));
        Ok(())
    }

    #[test]
    fn fewer_tenants_and_tables_are_fewer_of_each_code() -> Result<(), clap::Error> {
        let grid = grid(&["--tenants", "1,2", "--tables", "3"])?;
        assert_eq!(grid.used, sizes(&[1, 2], &[3]));
        assert_eq!(grid.per_schema, grid.used);
        Ok(())
    }
}
