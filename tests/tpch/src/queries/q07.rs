//! What two nations shipped to each other, by year.
//!
//! The text groups the rows of a query in `FROM`; here its expressions are grouped by.

use tenant::{Result, expr::Field, prelude::*};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem, Nation},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_suppkey)
        .join(|(line, _)| line.l_orderkey)
        .join(|(_, _, order)| order.o_custkey)
        .join(|(_, supplier, ..)| supplier.s_nationkey)
        .join_on::<Nation, _>(|(_, _, _, customer, _, nation)| {
            customer.c_nationkey.eq(nation.n_nationkey)
        })
        .filter(|(.., from, to)| {
            let there = from.n_name.eq("FRANCE").and(to.n_name.eq("GERMANY"));
            let back = from.n_name.eq("GERMANY").and(to.n_name.eq("FRANCE"));
            there.or(back)
        })
        .filter(|(line, ..)| line.l_shipdate.between(day(1995, 1, 1), day(1996, 12, 31)))
        .select(|(line, _, _, _, from, to)| {
            let year = line.l_shipdate.extract(Field::Year).cast::<i32>();
            (from.n_name, to.n_name, year, discounted(&line).sum())
        })
        .group_by(|(line, _, _, _, from, to)| {
            (from.n_name, to.n_name, line.l_shipdate.extract(Field::Year))
        })
        .order_by(|(line, _, _, _, from, to)| {
            let year = line.l_shipdate.extract(Field::Year);
            (from.n_name.asc(), to.n_name.asc(), year.asc())
        })
        .fetch_all(db)
        .await
        .map(answer)
}
