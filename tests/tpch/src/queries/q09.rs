//! What was earned with some parts, by the nation of the supplier and by year.
//!
//! The text groups the rows of a query in `FROM`; here its expressions are grouped by.

use tenant::{Result, expr::Field, prelude::*};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    tables::{Client, Lineitem, Partsupp},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_partkey)
        .join(|(line, ..)| line.l_orderkey)
        .join(|(line, ..)| line.l_suppkey)
        .join(|(.., supplier)| supplier.s_nationkey)
        .join_on::<Partsupp, _>(|(line, .., supply)| {
            let same_part = supply.ps_partkey.eq(line.l_partkey);
            supply.ps_suppkey.eq(line.l_suppkey).and(same_part)
        })
        .filter(|(_, part, ..)| part.p_name.like("%green%"))
        .select(|(line, _, order, _, nation, supply)| {
            let cost = supply.ps_supplycost * line.l_quantity;
            (
                nation.n_name,
                order.o_orderdate.extract(Field::Year).cast::<i32>(),
                (discounted(&line) - cost).sum(),
            )
        })
        .group_by(|(_, _, order, _, nation, _)| {
            (nation.n_name, order.o_orderdate.extract(Field::Year))
        })
        .order_by(|(_, _, order, _, nation, _)| {
            let year = order.o_orderdate.extract(Field::Year);
            (nation.n_name.asc(), year.desc())
        })
        .fetch_all(db)
        .await
        .map(answer)
}
