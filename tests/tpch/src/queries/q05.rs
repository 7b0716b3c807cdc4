//! What suppliers earned from customers of their own nation.

use tenant::{
    Result,
    expr::{Interval, value},
    prelude::*,
};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let first = day(1994, 1, 1);
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_orderkey)
        .join(|(_, order)| order.o_custkey)
        .join(|(line, ..)| line.l_suppkey)
        .join(|(.., supplier)| supplier.s_nationkey)
        .join(|(.., nation)| nation.n_regionkey)
        .filter(|(_, _, customer, supplier, ..)| customer.c_nationkey.eq(supplier.s_nationkey))
        .filter(|(.., region)| region.r_name.eq("ASIA"))
        .filter(|(_, order, ..)| {
            let end = value(first).plus(Interval::years(1));
            order.o_orderdate.ge(first).and(order.o_orderdate.lt(end))
        })
        .select(|(line, _, _, _, nation, _)| (nation.n_name, discounted(&line).sum()))
        .group_by(|(_, _, _, _, nation, _)| nation.n_name)
        .order_by(|(line, ..)| discounted(&line).sum().desc())
        .fetch_all(db)
        .await
        .map(answer)
}
