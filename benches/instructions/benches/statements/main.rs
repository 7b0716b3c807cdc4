//! The statements whose instructions and allocations are counted: by hand, and through the handles.
//!
//! `cargo run --release -p instructions-bench` starts the server and runs them. An argument is made before
//! anything is counted: the runtime, the connection, what is prepared, and statements until all is warm.
//! Of the function's name and the bench's, the program makes the names in its table.

mod by_hand;
mod by_handle;
mod model;
mod warm;

use gungraun::{
    Callgrind, Dhat, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main,
};
use instructions_bench::URL;
use tenant::Schema;

use crate::{
    model::{Client, prepare},
    warm::Warm,
};

fn schema() -> Schema {
    Schema::new("client1").expect("a name that PostgreSQL keeps")
}

#[library_benchmark]
#[bench::by_hand(by_hand::find())]
#[bench::static_handle(by_handle::find())]
#[bench::value_of_the_set(by_handle::find_of(Client::Client1))]
#[bench::runtime_schema(by_handle::find_of(schema()))]
#[bench::from_the_pool(by_handle::find_from_the_pool())]
fn find(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::find_in_turn())]
#[bench::static_handle(by_handle::find_in_turn())]
fn find_in_two_tables_in_turn(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::filter())]
#[bench::static_handle(by_handle::filter())]
fn filter(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::page())]
#[bench::static_handle(by_handle::page())]
fn page_of_10(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::join())]
#[bench::static_handle(by_handle::join())]
fn join_of_10(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::set())]
#[bench::static_handle(by_handle::set())]
fn set_a_column(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::insert())]
#[bench::static_handle(by_handle::insert())]
#[bench::value_of_the_set(by_handle::insert_of(Client::Client1))]
#[bench::runtime_schema(by_handle::insert_of(schema()))]
fn insert_returning(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::update())]
#[bench::static_handle(by_handle::update())]
#[bench::value_of_the_set(by_handle::update_of(Client::Client1))]
#[bench::runtime_schema(by_handle::update_of(schema()))]
fn update(statements: Warm) -> Warm {
    statements.count()
}

#[library_benchmark]
#[bench::by_hand(by_hand::list())]
#[bench::static_handle(by_handle::list())]
#[bench::value_of_the_set(by_handle::list_of(Client::Client1))]
#[bench::runtime_schema(by_handle::list_of(schema()))]
fn list_of_100(statements: Warm) -> Warm {
    statements.count()
}

library_benchmark_group!(
    name = counted,
    benchmarks = [
        find,
        find_in_two_tables_in_turn,
        filter,
        page_of_10,
        join_of_10,
        set_a_column,
        insert_returning,
        update,
        list_of_100,
    ]
);

main!(
    config = LibraryBenchmarkConfig::default()
        .pass_through_env(URL)
        // What glibc's allocator does on top depends on all that was freed before, by up to a twentieth of a
        // statement. Where each thread's list of free blocks is long enough, it depends on nothing.
        .env("GLIBC_TUNABLES", "glibc.malloc.tcache_count=2000")
        .tool(Callgrind::with_args(["--cache-sim=no"]))
        .tool(Dhat::with_args(["--num-callers=200"])),
    setup = prepare(),
    library_benchmark_groups = counted
);
